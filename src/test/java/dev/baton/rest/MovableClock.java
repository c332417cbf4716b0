package dev.baton.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's clock, moved by as much as a test wants. */
@Alternative
@ApplicationScoped
public class MovableClock implements InstantSource {
  private final Clock clock = Clock.systemUTC();
  private volatile Duration ahead = Duration.ZERO;

  @Override
  public Instant instant() {
    return clock.instant().plus(ahead);
  }

  /** Lets it be later (or earlier) by this than it is, from now on. */
  public void moveTo(Duration newAhead) {
    ahead = newAhead;
  }
}
