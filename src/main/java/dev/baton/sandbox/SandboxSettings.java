package dev.baton.sandbox;

import java.net.URI;
import java.time.Duration;

/**
 * How a sandbox is set up.
 *
 * @param url where its own pages are reached, without a slash at the end
 * @param slow how late a slow answer is
 * @param processing how long a delayed payment takes
 * @param authorizationLife how long an authorisation lasts that ends early
 * @param recount whether the order book counts orders again with the sandbox's own prices
 */
public record SandboxSettings(
    URI url, Duration slow, Duration processing, Duration authorizationLife, boolean recount) {
  /** As it is unless configured otherwise. */
  public static final SandboxSettings DEFAULT =
      new SandboxSettings(
          URI.create("http://127.0.0.1:8080"),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          true);
}
