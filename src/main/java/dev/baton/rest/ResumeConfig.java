package dev.baton.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** How a shopper comes back, on another device or much later: {@code baton.resume.*}. */
@ConfigMapping(prefix = "baton.resume")
public interface ResumeConfig {
  /** How long a resume link opens. */
  @WithDefault("1h")
  Duration life();

  /** How long ago a checkout token may have expired from which a new checkout begins. */
  @WithDefault("30d")
  Duration lapsed();

  /**
   * The page of each storefront that opens resume links, by the storefront's id; without one it is
   * the gateway's own first page.
   */
  Map<String, String> addresses();
}
