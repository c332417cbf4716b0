package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InVainTest {
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  private Duration now = Duration.ofDays(1);
  private final InVain inVain = new InVain(LONGEST_RETRY, () -> now.toNanos());

  private int triedAfter(Duration later, String checkout) {
    now = now.plus(later);
    return inVain.tried(checkout);
  }

  @Test
  void theOldestIsToldAndNoneOnceItIsFinished() {
    assertEquals(Duration.ZERO, inVain.longest());
    assertEquals(1, triedAfter(Duration.ZERO, "a"));
    assertEquals(2, triedAfter(Duration.ofMinutes(4), "a"));
    assertEquals(1, triedAfter(Duration.ofMinutes(1), "b"));
    assertEquals(2, triedAfter(Duration.ofMinutes(1), "b"));
    assertEquals(Duration.ofMinutes(4), inVain.longest());

    inVain.finished("a");

    assertEquals(Duration.ofMinutes(1), inVain.longest());
  }

  /** Nobody says so here, and nothing else goes wrong any more. */
  @Test
  void whatAnotherInstanceHasFinishedIsSoonToldNoMore() {
    triedAfter(Duration.ZERO, "a");
    triedAfter(Duration.ofMinutes(20), "a");
    now = now.plus(LONGEST_RETRY);
    assertEquals(Duration.ofMinutes(20), inVain.longest(), "it may only not have been tried yet");

    now = now.plusMinutes(3);

    assertEquals(Duration.ZERO, inVain.longest());
  }

  /** Of many instances each comes to it rarely, and all together know how old it is. */
  @Test
  void whatOthersHaveTriedMeanwhileIsAsOldAsItIs() {
    triedAfter(Duration.ZERO, "a");

    assertEquals(2, triedAfter(Duration.ofMinutes(45), "a"));

    assertEquals(Duration.ofMinutes(45), inVain.longest());
  }

  @Test
  void whatWasLongAgoIsForgotten() {
    triedAfter(Duration.ZERO, "a");

    triedAfter(Duration.ofMinutes(90), "b");

    assertEquals(1, triedAfter(Duration.ZERO, "a"));
    assertEquals(Duration.ZERO, inVain.longest());
  }
}
