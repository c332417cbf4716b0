package dev.baton.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is traced, once traces are exported at all ({@code quarkus.otel.sdk.disabled=false}). */
@ConfigMapping(prefix = "baton.tracing")
public interface TracingConfig {
  /** The share of calls that are traced, 0 to 1, whatever their clients wish. */
  @WithDefault("0.01")
  double ratio();
}
