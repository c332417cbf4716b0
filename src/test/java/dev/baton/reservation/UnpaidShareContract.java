package dev.baton.reservation;

import static dev.baton.reservation.HoldsUnderTest.want;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.reservation.Holds.Backing;
import dev.baton.reservation.Holds.Taken;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds without a payment take a share of the units and no more. */
interface UnpaidShareContract extends HoldsUnderTest {
  @Test
  default void unpaidHoldsTakeOnlyTheirShareAndPaidOnesAll() {
    var half = redis().holds(0.5);

    assertEquals(
        new Taken.Short("mug", "main", 5),
        half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, false));
    assertInstanceOf(
        Taken.Held.class, half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, true));
    assertInstanceOf(
        Taken.Held.class, half.take("b", List.of(want(MUG, 4, 10)), List.of(), LONG, false));
  }

  @Test
  default void aPaymentThatBeginsTakesPastTheShareAndCountsThereUntilItStands() {
    var half = redis().holds(0.5);
    half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, Backing.ENTERING);

    assertEquals(6, redis().sum(MUG, "#unpaid"));
    assertEquals(
        new Taken.Short("mug", "main", 0),
        half.take("b", List.of(want(MUG, 1, 10)), List.of(), LONG, Backing.NONE));
    assertInstanceOf(
        Taken.Held.class,
        half.take("c", List.of(want(MUG, 2, 10)), List.of(), LONG, Backing.ENTERING));
    half.take("c", List.of(want(MUG, 2, 10)), List.of(), LONG, Backing.STANDING);
    half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, Backing.STANDING);
    assertEquals(0, redis().sum(MUG, "#unpaid"));
    assertInstanceOf(
        Taken.Held.class, half.take("b", List.of(want(MUG, 2, 10)), List.of(), LONG, Backing.NONE));
  }

  @Test
  default void aPaymentThatStandsIsNotForgottenWhileAnotherBegins() {
    var half = redis().holds(0.5);
    half.take("a", List.of(want(CUP, 3, 10), want(MUG, 8, 10)), List.of(), LONG, Backing.STANDING);

    half.take("a", List.of(want(CUP, 2, 10), want(MUG, 9, 10)), List.of(), LONG, Backing.ENTERING);

    assertEquals("2c", redis().send(Command.HGET, Keys.stock(CUP).get(1), "a").toString());
    assertEquals("9c", redis().send(Command.HGET, Keys.stock(MUG).get(1), "a").toString());
    assertEquals(0, redis().sum(MUG, "#unpaid"));
  }
}
