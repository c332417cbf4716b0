package dev.baton.reservation;

import static dev.baton.reservation.HoldsUnderTest.want;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.StockLevel;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds of the holds on every kind of Redis. */
abstract class HoldsContract extends RedisContract
    implements EndedHoldsContract, UnpaidShareContract, CrowdedHoldsContract {

  private RedisHolds holds;

  @Override
  public RedisUnderTest redis() {
    return redis;
  }

  @Override
  public RedisHolds holds() {
    return holds;
  }

  @BeforeAll
  void connect() {
    holds = redis.holds();
  }

  @Test
  void unitsAreHeldForTheGivenTimeByRedisClock() {
    var before = redis.records().load("x").now();
    var held = (Taken.Held) take("a", LONG, want(MUG, 3, 10));
    var after = redis.records().load("x").now();

    assertBetween(before.plus(LONG), held.until(), after.plus(LONG));
    assertEquals(3, redis.held(MUG));
  }

  @Test
  void moreThanWhatIsLeftIsRefusedWithWhatIsLeft() {
    take("a", LONG, want(MUG, 7, 10));

    assertEquals(new Taken.Short("mug", "main", 3), take("b", LONG, want(MUG, 4, 10)));
    assertInstanceOf(Taken.Held.class, take("b", LONG, want(MUG, 3, 10)));
    assertEquals(new Taken.Short("mug", "main", 0), take("c", LONG, want(MUG, 1, 10)));
  }

  @Test
  void ownHoldsNeverStandInTheShoppersWay() {
    take("a", LONG, want(MUG, 6, 10));

    assertInstanceOf(Taken.Held.class, take("a", LONG, want(MUG, 6, 10)));
    assertInstanceOf(Taken.Held.class, take("a", LONG, want(MUG, 10, 10)));
    assertEquals(10, redis.held(MUG));
    assertEquals(new Taken.Short("mug", "main", 10), take("a", LONG, want(MUG, 11, 10)));
  }

  @Test
  void anEditedCheckoutAdjustsByTheDifference() {
    take("a", LONG, want(MUG, 6, 10), want(CUP, 2, 10));

    holds.take("a", List.of(want(MUG, 2, 10)), List.of(MUG, CUP), LONG, false);

    assertEquals(2, redis.held(MUG));
    assertEquals(0, redis.held(CUP));
  }

  @Test
  void linesOfTheSameSkuAreTakenTogether() {
    assertEquals(
        new Taken.Short("mug", "main", 5), take("a", LONG, want(MUG, 3, 5), want(MUG, 3, 5)));
    assertInstanceOf(Taken.Held.class, take("a", LONG, want(MUG, 3, 5), want(MUG, 2, 5)));
    assertEquals(5, redis.held(MUG));
  }

  @Test
  void aRefusalPutsEarlierSkusBackExactlyAsTheyWere() {
    var first = (Taken.Held) take("a", LONG, want(CUP, 2, 10));
    take("b", LONG, want(MUG, 10, 10));

    var refused =
        holds.take(
            "a", List.of(want(CUP, 5, 10), want(MUG, 1, 10)), List.of(CUP), LONG.plus(LONG), true);

    assertEquals(new Taken.Short("mug", "main", 0), refused);
    assertEquals("2", redis.send(Command.HGET, Keys.stock(CUP).get(1), "a").toString());
    assertEquals(
        first.until().toEpochMilli(),
        redis.send(Command.ZSCORE, Keys.stock(CUP).get(0), "a").toLong());
    assertEquals("2", redis.send(Command.HGET, Keys.stock(CUP).get(1), "#unpaid").toString());
  }

  @Test
  void aRefusalLeavesNoHoldWhereThereWasNone() {
    take("b", LONG, want(MUG, 10, 10));

    take("a", LONG, want(CUP, 5, 10), want(MUG, 1, 10));

    assertEquals(0, redis.held(CUP));
    assertEquals(0, redis.send(Command.EXISTS, Keys.stock(CUP).get(0)).toLong());
  }

  @Test
  void unitsGivenUpByARefusedEditWereNeverFreeForOthers() {
    take("a", LONG, want(CUP, 8, 10));
    // What happens between the two SKUs of a: nobody may get the units that may have to come back.
    var calls = redis.calls();
    var answer =
        calls.run(
            RedisScript.TAKE,
            Keys.stock(CUP),
            List.of("a", "1", "60000", "none", "10", "1", "60000", "1000", "200", "300000"));

    assertEquals("held", answer.get(0).toString());
    assertEquals(new Taken.Short("cup", "main", 2), take("b", LONG, want(CUP, 3, 10)));
  }

  @Test
  void anOlderFigureNeverReplacesANewerOne() {
    holds.release("a", List.of(), List.of(new StockLevel("mug", "main", 4, 12)));

    assertEquals(
        new Taken.Short("mug", "main", 4), take("a", LONG, new Want("mug", "main", 5, 9, 9)));
    holds.release("a", List.of(), List.of(new StockLevel("mug", "main", 100, 11)));
    assertInstanceOf(Taken.Short.class, take("a", LONG, new Want("mug", "main", 5, 9, 9)));
    assertInstanceOf(Taken.Held.class, take("a", LONG, new Want("mug", "main", 5, 5, 13)));
  }

  @Test
  void revisionsOfAnySizeAreCompared() {
    holds.release("a", List.of(), List.of(new StockLevel("mug", "main", 4, Long.MAX_VALUE)));

    assertInstanceOf(
        Taken.Short.class, take("a", LONG, new Want("mug", "main", 5, 9, Long.MAX_VALUE - 1)));
  }

  @Test
  void aClaimsFigureArrivesWithTheReleaseOfItsHold() {
    take("a", LONG, want(MUG, 4, 10));
    take("b", LONG, want(MUG, 5, 10));

    holds.release("a", List.of(MUG), List.of(new StockLevel("mug", "main", 6, 2)));

    assertEquals(new Taken.Short("mug", "main", 1), take("c", LONG, want(MUG, 2, 10)));
    assertEquals(5, redis.held(MUG));
  }

  @Test
  void releasingTwiceIsReleasingOnce() {
    take("a", LONG, want(MUG, 4, 10));
    take("b", LONG, want(MUG, 4, 10));

    holds.release("a", List.of(MUG), List.of());
    holds.release("a", List.of(MUG), List.of());

    assertEquals(4, redis.held(MUG));
    assertEquals(4, redis.heldOneByOne(MUG));
  }

  @Test
  void aCommittingHoldOfSeveralSkusLastsAsLongAsAsked() {
    var days = Duration.ofDays(7);
    var held =
        (Taken.Held)
            holds.take("a", List.of(want(CUP, 1, 5), want(MUG, 1, 5)), List.of(), days, true);

    assertTrue(held.until().isAfter(redis.records().load("x").now().plus(days).minusSeconds(60)));
    for (var place : List.of(CUP, MUG)) {
      var ends = redis.send(Command.ZSCORE, Keys.stock(place).get(0), "a").toLong();
      assertTrue(ends >= held.until().toEpochMilli());
    }
  }

  @Test
  void aSkuMayHoldAnyCharacter() {
    var odd = List.of("{a}", "a:b", "{", "}{", "", " %7B", "青いマグ", "a/b\n");
    for (var sku : odd) {
      assertInstanceOf(
          Taken.Held.class, take("a", LONG, new Want(sku, "{x}:" + sku, 1, 1, 1)), sku);
    }
    for (var sku : odd) {
      assertInstanceOf(
          Taken.Short.class, take("b", LONG, new Want(sku, "{x}:" + sku, 1, 1, 1)), sku);
    }
  }

  @Test
  void everyKeyHasATimeToLive() {
    take("a", LONG, want(MUG, 3, 10), want(CUP, 3, 10));
    holds.take("b", List.of(want(MUG, 3, 10)), List.of(), Duration.ofDays(7), true);
    take("a", LONG, want(MUG, 1, 10));
    take("c", LONG, want(MUG, 100, 10));
    holds.release("b", List.of(MUG), List.of(new StockLevel("mug", "main", 7, 2)));
    redis.records().save("a", 0, "body", "me", LONG, LONG);

    var keys = redis.keys();
    assertEquals(7, keys.size(), keys.toString());
    for (var key : keys) {
      assertTrue(redis.send(Command.PTTL, key).toLong() > 0, key);
    }
  }

  private static void assertBetween(Instant from, Instant actual, Instant to) {
    assertTrue(!actual.isBefore(from) && !actual.isAfter(to), from + " " + actual + " " + to);
  }
}
