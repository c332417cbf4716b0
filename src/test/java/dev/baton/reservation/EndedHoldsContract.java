package dev.baton.reservation;

import static dev.baton.reservation.HoldsUnderTest.want;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.reservation.Holds.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hold that has ended is free, and stays so. */
interface EndedHoldsContract extends HoldsUnderTest {
  @Test
  default void anEndedHoldIsFree() {
    take("a", BRIEF, want(MUG, 10, 10));
    assertInstanceOf(Taken.Short.class, take("b", LONG, want(MUG, 1, 10)));

    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> take("b", LONG, want(MUG, 10, 10)) instanceof Taken.Held);
    assertEquals(10, redis().held(MUG));
  }

  @Test
  default void anEndedHoldIsNotPutBack() {
    var ends = ((Taken.Held) take("a", BRIEF, want(CUP, 2, 10))).until();
    var place = Keys.stock(CUP);
    var taken =
        redis()
            .calls()
            .run(
                RedisScript.TAKE,
                place,
                List.of("a", "5", "60000", "none", "10", "1", "60000", "1000", "200", "300000"));
    await().until(() -> redis().records().load("x").now().isAfter(ends));

    var before = Long.toString(ends.toEpochMilli());
    redis()
        .calls()
        .run(RedisScript.PUT_BACK, place, List.of("a", taken.get(2).toString(), "2", before, "0"));

    assertEquals(0, redis().held(CUP));
  }

  @Test
  default void thousandsOfEndedHoldsDoNotHideTheUnits() {
    var many = 1_000;
    var last = Instant.MIN;
    for (int i = 0; i < many; i++) {
      last = ((Taken.Held) take("a" + i, Duration.ofSeconds(1), want(MUG, 1, many))).until();
    }
    var ended = last;
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !redis().records().load("x").now().isBefore(ended));

    assertInstanceOf(Taken.Held.class, take("b", LONG, want(MUG, many, many)));
    assertEquals(many, redis().held(MUG));
    assertEquals(many, redis().heldOneByOne(MUG));
  }
}
