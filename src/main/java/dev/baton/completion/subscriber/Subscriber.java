package dev.baton.completion.subscriber;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
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

  /**
   * What is wrong with one subscriber's settings, a sentence for each that names the setting, and
   * no secret; empty if it can be told.
   */
  public static List<String> broken(
      String name, EventsConfig.Entry entry, boolean production, Set<String> known) {
    List<String> broken = new ArrayList<>();
    BiConsumer<Boolean, String> require =
        (condition, otherwise) -> {
          if (!condition) {
            broken.add("baton.events.\"" + name + "\"" + otherwise);
          }
        };
    require.accept(
        NAME.matcher(name).matches(), ": a name is 1 to 32 lower-case letters, digits and hyphens");
    URI url = url(entry.url().orElse(""));
    require.accept(url != null, ".url is no address that can be posted to: set it to https://...");
    require.accept(
        url == null || !production || entry.allowHttp() || "https".equals(url.getScheme()),
        ".url has no TLS, which production refuses: use https://, or set .allow-http=true");
    int secrets = entry.secret().orElse(List.of()).size();
    require.accept(
        secrets > 0 && secrets <= MOST_SECRETS,
        ".secret is missing, or there are more than 8: events are signed with it");
    require.accept(
        entry.secret().orElse(List.of()).stream().allMatch(SigningSecret::canBe),
        ".secret has one that is none: a secret is whsec_ and the base64 of 24 to 64 bytes");
    entry.storefronts().orElse(Set.of()).stream()
        .filter(id -> !known.contains(id))
        .sorted()
        .forEach(id -> require.accept(false, ".storefronts: there is no storefront " + id));
    require.accept(entry.timeout().isPositive(), ".timeout must be above 0");
    require.accept(entry.retry().isPositive(), ".retry must be above 0");
    require.accept(
        entry.longestRetry().compareTo(entry.retry()) >= 0,
        ".longest-retry must not be below .retry");
    require.accept(
        entry.giveUp().isPositive() && entry.giveUp().compareTo(MOST) <= 0,
        ".give-up must be above 0, and 30 days at most");
    require.accept(entry.concurrency() > 0, ".concurrency must be above 0");
    return broken;
  }

  private static Subscriber of(
      String name, EventsConfig.Entry entry, boolean production, Set<String> known) {
    broken(name, entry, production, known).stream()
        .findFirst()
        .ifPresent(says -> {
          throw new IllegalStateException(says);
        });
    return new Subscriber(
        name,
        Objects.requireNonNull(url(entry.url().orElse(""))),
        entry.secret().orElse(List.of()).stream().map(SigningSecret::of).toList(),
        entry.storefronts().orElse(Set.of()),
        entry.timeout(),
        new BackOff(entry.retry(), entry.longestRetry(), entry.giveUp()),
        entry.concurrency());
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
