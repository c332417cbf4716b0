package dev.baton.reservation;

import dev.baton.checkout.StockLevel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/** Holds whose outcomes and times are counted; SKUs are no labels, there may be any number. */
final class TimedHolds implements Holds {
  private static final Duration[] LATENCIES = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(600)
  };

  private final Holds holds;
  private final MeterRegistry registry;
  private final Counter units;

  TimedHolds(Holds holds, HeardDemand heard, MeterRegistry registry) {
    this.holds = holds;
    this.registry = registry;
    FunctionCounter.builder("baton.hold.expired", heard, HeardDemand::ended)
        .description("Holds that ended unpaid and unreleased, counted by who met them in Redis")
        .register(registry);
    Gauge.builder("baton.hold.units.held", heard, HeardDemand::held)
        .description(
            "Units held of what was asked for in the last 15 minutes, as this instance heard")
        .register(registry);
    this.units =
        Counter.builder("baton.hold.units")
            .description("Units of holds granted; a hold that is adjusted or extended counts again")
            .register(registry);
  }

  @Override
  public Taken take(
      String checkout, List<Want> wants, List<Place> before, Duration lasting, Backing backing) {
    long began = System.nanoTime();
    String outcome = "redis-down";
    try {
      Taken taken = holds.take(checkout, wants, before, lasting, backing);
      outcome =
          switch (taken) {
            case Taken.Held _ -> "held";
            case Taken.Short _ -> "short";
          };
      if (taken instanceof Taken.Held) {
        units.increment(wants.stream().mapToLong(Want::quantity).sum());
      }
      return taken;
    } catch (UnacknowledgedHoldException e) {
      outcome = "unacknowledged";
      throw e;
    } finally {
      record(outcome, began);
    }
  }

  @Override
  public void release(String checkout, List<Place> places, List<StockLevel> figures) {
    long began = System.nanoTime();
    String outcome = "redis-down";
    try {
      holds.release(checkout, places, figures);
      outcome = "released";
    } finally {
      record(outcome, began);
    }
  }

  private void record(String outcome, long began) {
    Timer.builder("baton.hold")
        .description("Holds taken and released, by outcome")
        .tags("outcome", outcome)
        .serviceLevelObjectives(LATENCIES)
        .register(registry)
        .record(Duration.ofNanos(System.nanoTime() - began));
  }
}
