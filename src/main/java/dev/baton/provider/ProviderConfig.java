package dev.baton.provider;

import dev.baton.checkout.Port;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where each port's provider is; what a port leaves out is taken from {@code shared}, so that
 * {@code baton.provider.type} and {@code baton.provider.url} set all of them at once.
 *
 * @param own the settings of every port, {@code baton.<port>.*}
 */
public record ProviderConfig(PortConfig shared, Map<Port, PortConfig> own) {
  public ProviderConfig {
    own = Map.copyOf(own);
  }

  /** The name of a port's adapter; empty when nothing says it. */
  public Optional<String> type(Port port) {
    return Objects.requireNonNull(own.get(port))
        .type()
        .or(shared::type)
        .filter(text -> !text.isBlank());
  }

  /** The settings of one port, or of all. */
  public interface PortConfig {
    /** The adapter: sandbox or http. */
    Optional<String> type();

    /** Where an http provider's contract is served, without a trailing slash. */
    Optional<URI> url();

    /** How long one attempt of a call may take. */
    Optional<Duration> timeout();

    /** The bearer token that the provider knows us by. */
    Optional<String> token();

    /** The name of a TLS configuration ({@code quarkus.tls.<name>.*}), for mutual TLS. */
    Optional<String> tls();

    /** How often an idempotent call is repeated after a fault, 0 or more. */
    Optional<Integer> retries();

    /** How many calls may be under way at once; what comes on top waits, within the time-out. */
    Optional<Integer> concurrency();
  }

  /** What holds for every port that doesn't say otherwise. */
  @ConfigMapping(prefix = "baton.provider")
  public interface Shared extends PortConfig {}

  /** Of prices and promotions. */
  @ConfigMapping(prefix = "baton.pricing")
  public interface Pricing extends PortConfig {}

  /** Of stock figures. */
  @ConfigMapping(prefix = "baton.inventory")
  public interface Inventory extends PortConfig {}

  /** Of ways of shipping. */
  @ConfigMapping(prefix = "baton.shipping")
  public interface Shipping extends PortConfig {}

  /** Of tax rates. */
  @ConfigMapping(prefix = "baton.tax")
  public interface Tax extends PortConfig {}

  /** Of payments. */
  @ConfigMapping(prefix = "baton.payment")
  public interface Payment extends PortConfig {}

  /** Of the order backend. */
  @ConfigMapping(prefix = "baton.orders")
  public interface Orders extends PortConfig {}

  /** Of the screening for fraud. */
  @ConfigMapping(prefix = "baton.screening")
  public interface Screening extends PortConfig {}

  /** What production allows of the sandbox. */
  @ConfigMapping(prefix = "baton.sandbox")
  public interface InProduction {
    /** Lets a production instance run on pretend or test providers, for a demonstration. */
    @WithDefault("false")
    boolean allowInProduction();
  }
}
