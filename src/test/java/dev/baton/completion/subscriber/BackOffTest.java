package dev.baton.completion.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** When a subscriber that didn't take an event is tried again. */
class BackOffTest {
  private static final BackOff USUAL =
      new BackOff(Duration.ofSeconds(5), Duration.ofHours(4), Duration.ofDays(3));

  private static List<Duration> tries(double random) {
    var ages = new ArrayList<Duration>();
    var age = Duration.ZERO;
    ages.add(age);
    for (var wait = USUAL.next(age, null, random);
        wait != null;
        wait = USUAL.next(age, null, random)) {
      age = age.plus(wait);
      ages.add(age);
    }
    return ages;
  }

  @Test
  void theDistancesDoubleUpToTheLongestAndTheLastTryIsAtTheEnd() {
    var ages = tries(0);
    assertEquals(
        List.of(0L, 5L, 10L, 20L, 40L, 80L, 160L, 320L),
        ages.stream().limit(8).map(Duration::toSeconds).toList());
    assertEquals(Duration.ofDays(3), ages.getLast());
    assertEquals(31, ages.size());
    assertNull(USUAL.next(Duration.ofDays(3), Duration.ofSeconds(1), 0));
  }

  @Property
  void everyWaitIsBoundedAndEveryEventIsGivenUpInTime(
      @ForAll @DoubleRange(min = 0, max = 1) double random) {
    var ages = tries(random);
    for (int i = 1; i < ages.size() - 1; i++) {
      var wait = ages.get(i).minus(ages.get(i - 1));
      assertTrue(wait.compareTo(Duration.ofSeconds(5)) >= 0, wait::toString);
      assertTrue(wait.compareTo(Duration.ofMinutes(4 * 72)) <= 0, wait::toString);
    }
    assertEquals(Duration.ofDays(3), ages.getLast());
  }

  @Property
  void whatTheSubscriberAsksForIsWaitedForWithinBounds(
      @ForAll @IntRange(max = 999_999) int asked, @ForAll @IntRange(max = 100_000) int age) {
    var wait = USUAL.next(Duration.ofSeconds(age), Duration.ofSeconds(asked), 0);
    assertTrue(wait != null && wait.compareTo(Duration.ofHours(4)) <= 0);
    assertTrue(wait.compareTo(Duration.ofSeconds(Math.min(asked, 4 * 3600))) >= 0);
  }
}
