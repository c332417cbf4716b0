package dev.baton.completion.subscriber;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When to try again: after as long as it has been tried already, which doubles the distances, and
 * needs no count that could be lost.
 *
 * @param first least time between two tries
 * @param longest most time between two tries, but for the jitter of a fifth
 * @param giveUp age at which it is tried for the last time
 */
public record BackOff(Duration first, Duration longest, Duration giveUp) {
  private static final double JITTER = 0.2;

  /**
   * How long to wait; null when it is to be given up.
   *
   * @param age since the first try
   * @param asked what the other side has asked for; null when it hasn't
   * @param random from 0 to 1: spreads tries that failed together
   */
  public @Nullable Duration next(Duration age, @Nullable Duration asked, double random) {
    if (age.compareTo(giveUp) >= 0) {
      return null;
    }
    Duration wait = least(most(age, first), longest);
    if (asked != null) {
      wait = least(most(wait, asked), longest);
    }
    Duration spread = wait.plusMillis((long) (wait.toMillis() * JITTER * random));
    // The last try is at the end, and not long before.
    return least(spread, giveUp.minus(age));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration most(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
