package dev.baton.sandbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the sandbox takes its time; a test injects one that only notes it. */
@FunctionalInterface
public interface Delay {
  /** Returns after {@code time}, or at once when the thread is interrupted. */
  void hold(Duration time);

  /** One that really waits. */
  static Delay real() {
    return time -> {
      try {
        // Nobody ever counts down: the time-out is the delay.
        boolean never = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
