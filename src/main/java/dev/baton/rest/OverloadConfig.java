package dev.baton.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much an instance takes on before it says so. */
@ConfigMapping(prefix = "baton.overload")
public interface OverloadConfig {
  /** Stateless steps under way at once, 1 or more; what comes on top is refused. */
  @WithDefault("512")
  int steps();

  /** Anchors and webhooks under way at once, 1 or more, whatever there is of steps. */
  @WithDefault("256")
  int anchors();

  /** When who was refused is to come again, in whole seconds. */
  @WithDefault("1s")
  Duration retryAfter();
}
