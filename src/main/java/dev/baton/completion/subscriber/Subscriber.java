package dev.baton.completion.subscriber;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One who is told of checkouts.
 *
 * @param name for metrics and logs
 * @param secrets one or more; each signs
 * @param storefronts of whose checkouts it is told; empty: of all
 * @param timeout how long it may take to answer
 * @param concurrency events posted to it at once, 1 or more
 */
public record Subscriber(
    String name,
    URI url,
    List<SigningSecret> secrets,
    Set<String> storefronts,
    Duration timeout,
    BackOff backOff,
    int concurrency) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?");

  /** An agenda keeps its entries for 32 days. */
  private static final Duration MOST = Duration.ofDays(30);

  private static final int MOST_SECRETS = 8;

  public Subscriber {
    secrets = List.copyOf(secrets);
    storefronts = Set.copyOf(storefronts);
  }

  /**
   * Those of a configuration, by name.
   *
   * @throws IllegalStateException in one sentence that names the setting, and no secret
   */
  public static List<Subscriber> of(
      EventsConfig config, boolean production, Set<String> storefronts) {
    return new TreeMap<>(config.subscribers())
        .entrySet().stream()
            .map(entry -> of(entry.getKey(), entry.getValue(), production, storefronts))
            .toList();
  }

  private static Subscriber of(
      String name, EventsConfig.Entry entry, boolean production, Set<String> known) {
    require(
        NAME.matcher(name).matches(),
        name,
        ": a name is 1 to 32 lower-case letters, digits and hyphens");
    URI url = url(entry.url().orElse(""));
    if (url == null) {
      throw wrong(name, ".url is no address that can be posted to: https://...");
    }
    require(
        !production || entry.allowHttp() || "https".equals(url.getScheme()),
        name,
        ".url has no TLS, which production refuses: https://, or .allow-http=true");
    Set<String> storefronts = entry.storefronts().orElse(Set.of());
    storefronts.forEach(
        id -> require(known.contains(id), name, ".storefronts: there is no storefront " + id));
    require(entry.timeout().isPositive(), name, ".timeout must be above 0");
    require(entry.retry().isPositive(), name, ".retry must be above 0");
    require(
        entry.longestRetry().compareTo(entry.retry()) >= 0,
        name,
        ".longest-retry must not be below .retry");
    require(
        entry.giveUp().isPositive() && entry.giveUp().compareTo(MOST) <= 0,
        name,
        ".give-up must be above 0, and 30 days at most");
    require(entry.concurrency() > 0, name, ".concurrency must be above 0");
    return new Subscriber(
        name,
        url,
        secrets(name, entry.secret().orElse(List.of())),
        storefronts,
        entry.timeout(),
        new BackOff(entry.retry(), entry.longestRetry(), entry.giveUp()),
        entry.concurrency());
  }

  private static List<SigningSecret> secrets(String name, List<String> texts) {
    require(
        !texts.isEmpty() && texts.size() <= MOST_SECRETS,
        name,
        ".secret is missing, or there are more than 8: events are signed with it");
    try {
      return texts.stream().map(SigningSecret::of).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(setting(name) + ".secret: " + e.getMessage());
    }
  }

  private static @Nullable URI url(String text) {
    try {
      URI uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      return web && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null
          ? uri
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static void require(boolean condition, String name, String otherwise) {
    if (!condition) {
      throw wrong(name, otherwise);
    }
  }

  private static IllegalStateException wrong(String name, String otherwise) {
    return new IllegalStateException(setting(name) + otherwise);
  }

  private static String setting(String name) {
    return "baton.events.\"" + name + "\"";
  }

  /** Whether it is told of checkouts of a storefront; null: nobody knows of which one. */
  public boolean wants(@Nullable String storefront) {
    return storefronts.isEmpty() || (storefront != null && storefronts.contains(storefront));
  }

  /** Redacts what may be a secret in the address, too. */
  @Override
  public String toString() {
    return "Subscriber[" + name + "]";
  }
}
