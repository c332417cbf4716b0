package dev.baton.completion;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The checkouts that this instance has tried to finish in vain, and for how long. The next try may
 * be another instance's, so what has become of a checkout isn't always heard here: it is told for
 * as long as nobody need have tried again, and remembered for as long as it may come back here.
 */
final class InVain {
  /** More than one try takes. */
  private static final Duration A_TRY = Duration.ofMinutes(2);

  private final Map<String, Tries> all = new ConcurrentHashMap<>();
  private final LongSupplier nanos;
  private final long told;
  private final long remembered;

  /** Times by a clock that only runs forward. */
  private record Tries(long first, long last, int count) {}

  /**
   * Nothing yet.
   *
   * @param longestRetry between two tries, whoever makes them
   */
  InVain(Duration longestRetry, LongSupplier nanos) {
    this.nanos = nanos;
    this.told = longestRetry.plus(A_TRY).toNanos();
    this.remembered = longestRetry.plus(A_TRY).multipliedBy(10).toNanos();
  }

  /** Another one that could not be finished: how many tries that makes here. */
  int tried(String checkout) {
    long now = nanos.getAsLong();
    all.values().removeIf(tries -> now - tries.last() > remembered);
    return all.merge(
            checkout,
            new Tries(now, now, 1),
            (before, ignored) -> new Tries(before.first(), now, before.count() + 1))
        .count();
  }

  void finished(String checkout) {
    all.remove(checkout);
  }

  /** For how long the oldest has been tried; zero when there is none. */
  Duration longest() {
    long now = nanos.getAsLong();
    return Duration.ofNanos(
        all.values().stream()
            .filter(tries -> now - tries.last() <= told)
            .mapToLong(tries -> tries.last() - tries.first())
            .max()
            .orElse(0));
  }
}
