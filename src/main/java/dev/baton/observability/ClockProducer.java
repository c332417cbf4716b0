package dev.baton.observability;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.InstantSource;

/** The one place that reads the machine's clock; everything else has it injected. */
@ApplicationScoped
public class ClockProducer {
  /** The machine's clock. */
  @Produces
  @ApplicationScoped
  public InstantSource clock() {
    Clock clock = Clock.systemUTC();
    return clock::instant;
  }
}
