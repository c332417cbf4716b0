package dev.baton.observability;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.ThreadLocalRandom;

/** Tells the framework's tracing which calls to trace, and what not to note. */
@Singleton
public class Tracing {
  @Produces
  @Singleton
  @Unremovable
  Sampler sampler(TracingConfig config) {
    return new OwnSampling(config.ratio(), () -> ThreadLocalRandom.current().nextDouble());
  }

  @Produces
  @Singleton
  @Unremovable
  SpanProcessor discretion() {
    return new DiscreetSpans();
  }
}
