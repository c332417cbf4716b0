package dev.baton.sandbox.served;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether this instance is other gateways' pretend commerce backend. */
@ConfigMapping(prefix = "baton.sandbox")
public interface ServeConfig {
  /** Serves the provider contract under /sandbox/providers and the books under /sandbox. */
  @WithDefault("false")
  boolean serve();

  /** Lets a production instance do so, for a demonstration. */
  @WithDefault("false")
  boolean allowInProduction();
}
