package dev.baton.sandbox;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelayTest {
  @Test
  void aRealDelayTakesItsTime() {
    long start = System.nanoTime();
    Delay.real().hold(Duration.ofMillis(30));
    assertTrue(System.nanoTime() - start >= Duration.ofMillis(30).toNanos());
  }

  @Test
  void anInterruptEndsItAndIsKept() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          Thread.currentThread().interrupt();
          Delay.real().hold(Duration.ofMinutes(10));
          assertTrue(Thread.interrupted());
        });
  }
}
