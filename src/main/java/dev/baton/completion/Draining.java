package dev.baton.completion;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether this instance has been told to end. From then on it takes up nothing that another one can
 * do as well, and what it does in the background has as long to end as the calls have.
 */
@Singleton
class Draining {
  /** For what calls have left to do that were answered at the last moment. */
  private static final Duration LEAST = Duration.ofSeconds(5);

  private final Duration time;
  private final InstantSource clock;
  private volatile @Nullable Instant since;

  @Inject
  Draining(ShutdownConfig shutdown, InstantSource clock) {
    this(
        shutdown.delay().orElse(Duration.ZERO).plus(shutdown.timeout().orElse(Duration.ZERO)),
        clock);
  }

  /**
   * Of an instance that hasn't been told yet.
   *
   * @param time from being told until what has begun is cut off
   */
  Draining(Duration time, InstantSource clock) {
    this.time = time;
    this.clock = clock;
  }

  void begin(@Observes ShutdownDelayInitiatedEvent told) {
    begin();
  }

  void begin() {
    if (since == null) {
      since = clock.instant();
    }
  }

  boolean begun() {
    return since != null;
  }

  /** How long what has begun may still take; never less than a moment. */
  Duration left() {
    Instant told = since;
    Duration left = told == null ? time : Duration.between(clock.instant(), told.plus(time));
    return left.compareTo(LEAST) > 0 ? left : LEAST;
  }
}
