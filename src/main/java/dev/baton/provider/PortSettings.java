package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.provider.ProviderConfig.PortConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one port, with what all ports share and the defaults filled in.
 *
 * @param type the adapter's name
 * @param url where an http provider is; null for other adapters
 * @param timeout of one attempt of a call
 * @param token a bearer token, if the provider wants one
 * @param tls the name of a TLS configuration, if one is meant
 * @param retries repetitions of an idempotent call, 0..10
 * @param concurrency calls under way at once, 1 or more
 */
public record PortSettings(
    Port port,
    String type,
    @Nullable URI url,
    Duration timeout,
    @Nullable String token,
    @Nullable String tls,
    int retries,
    int concurrency) {
  /**
   * Reads a port's settings.
   *
   * @throws ProviderSettingException in one sentence that names the setting which is missing or
   *     wrong
   */
  public static PortSettings of(Port port, ProviderConfig config) {
    PortConfig own = Objects.requireNonNull(config.own().get(port));
    PortConfig shared = config.shared();
    String name = "baton." + port.wire();
    String type =
        config
            .type(port)
            .orElseThrow(() ->
                new ProviderSettingException(
                    name
                        + ".type is missing: name the adapter of the "
                        + port.wire()
                        + " provider (http), or of all with baton.provider.type."));
    URI url = first(own.url(), shared.url()).filter(u -> !u.toString().isBlank()).orElse(null);
    if (type.equals("http")) {
      web(port, own.url().isPresent(), url);
    }
    return new PortSettings(
        port,
        type,
        url,
        positive(name, first(own.timeout(), shared.timeout()).orElse(usualTimeout(port))),
        first(own.token(), shared.token()).orElse(null),
        first(own.tls(), shared.tls()).orElse(null),
        between(name + ".retries", first(own.retries(), shared.retries()).orElse(2), 0, 10),
        between(
            name + ".concurrency",
            first(own.concurrency(), shared.concurrency()).orElse(64),
            1,
            10_000));
  }

  /** The address isn't quoted: it may have a password in it. */
  private static void web(Port port, boolean own, @Nullable URI url) {
    if (url == null) {
      throw new ProviderSettingException(
          "baton."
              + port.wire()
              + ".url is missing: say where the "
              + port.wire()
              + " provider is (https://...), or all of them with baton.provider.url.");
    }
    boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      throw new ProviderSettingException(
          (own ? "baton." + port.wire() : "baton.provider")
              + ".url "
              + (web ? "has no host" : "begins with neither https:// nor http://")
              + ": say where "
              + (own ? "the " + port.wire() + " provider is" : "the providers are")
              + ", such as https://commerce.internal.");
    }
  }

  /** One set of settings for two ports that are asked together. */
  public PortSettings mostGenerous(PortSettings other) {
    return new PortSettings(
        port,
        type,
        url,
        timeout.compareTo(other.timeout) >= 0 ? timeout : other.timeout,
        token,
        tls,
        Math.max(retries, other.retries),
        Math.max(concurrency, other.concurrency));
  }

  /** A quote is asked while the shopper types; a payment or an order may take its time. */
  private static Duration usualTimeout(Port port) {
    return switch (port) {
      case PRICING, INVENTORY, SHIPPING, TAX -> Duration.ofSeconds(2);
      case SCREENING -> Duration.ofSeconds(3);
      case PAYMENT, ORDERS -> Duration.ofSeconds(10);
    };
  }

  private static <T> Optional<T> first(Optional<T> own, Optional<T> shared) {
    return own.isPresent() ? own : shared;
  }

  private static Duration positive(String name, Duration timeout) {
    if (!timeout.isPositive()) {
      throw new ProviderSettingException(name + ".timeout must be above 0.");
    }
    return timeout;
  }

  private static int between(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ProviderSettingException(setting + " must be from " + least + " to " + most + ".");
    }
    return value;
  }

  /** Redacts the token. */
  @Override
  public String toString() {
    return "PortSettings[" + port.wire() + ", " + type + ", " + url + "]";
  }
}
