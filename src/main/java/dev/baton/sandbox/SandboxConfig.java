package dev.baton.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The settings of the sandbox that runs in process. */
@ConfigMapping(prefix = "baton.sandbox")
public interface SandboxConfig {
  /** Where its own pages (3-D Secure) are reached from a browser, without a slash at the end. */
  @WithDefault("http://127.0.0.1:${quarkus.http.port:8080}")
  URI url();

  /** How late a slow answer is. */
  @WithDefault("2s")
  Duration slow();

  /** How long a delayed payment is processed. */
  @WithDefault("3s")
  Duration processing();

  /** How long an authorisation lasts that ends early. */
  @WithDefault("5s")
  Duration authorizationLife();

  /**
   * Whether the order book counts orders again with the sandbox's own prices, shipping and tax;
   * unless said, while this instance has all of them from it.
   */
  Optional<Boolean> recount();
}
