package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.StockLevel;
import dev.baton.reservation.Holds.Backing;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds of every kind of Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HoldsContract {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration BRIEF = Duration.ofMillis(150);
  private static final Place MUG = new Place("mug", "main");
  private static final Place CUP = new Place("cup", "main");

  private RedisUnderTest redis;
  private RedisHolds holds;

  /** Starts servers and clients. */
  abstract RedisUnderTest launch();

  @BeforeAll
  void start() {
    redis = launch().patiently();
    holds = redis.holds();
  }

  @AfterAll
  void stop() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.flush();
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
  void anEndedHoldIsFree() {
    take("a", BRIEF, want(MUG, 10, 10));
    assertInstanceOf(Taken.Short.class, take("b", LONG, want(MUG, 1, 10)));

    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> take("b", LONG, want(MUG, 10, 10)) instanceof Taken.Held);
    assertEquals(10, redis.held(MUG));
  }

  @Test
  void anEndedHoldIsNotPutBack() {
    var ends = ((Taken.Held) take("a", BRIEF, want(CUP, 2, 10))).until();
    var place = Keys.stock(CUP);
    var taken =
        redis
            .calls()
            .run(
                RedisScript.TAKE,
                place,
                List.of("a", "5", "60000", "none", "10", "1", "60000", "1000", "200", "300000"));
    await().until(() -> redis.records().load("x").now().isAfter(ends));

    var before = Long.toString(ends.toEpochMilli());
    redis
        .calls()
        .run(RedisScript.PUT_BACK, place, List.of("a", taken.get(2).toString(), "2", before, "0"));

    assertEquals(0, redis.held(CUP));
  }

  @Test
  void thousandsOfEndedHoldsDoNotHideTheUnits() {
    var many = 1_000;
    var last = Instant.MIN;
    for (int i = 0; i < many; i++) {
      last = ((Taken.Held) take("a" + i, Duration.ofSeconds(1), want(MUG, 1, many))).until();
    }
    var ended = last;
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(() -> !redis.records().load("x").now().isBefore(ended));

    assertInstanceOf(Taken.Held.class, take("b", LONG, want(MUG, many, many)));
    assertEquals(many, redis.held(MUG));
    assertEquals(many, redis.heldOneByOne(MUG));
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
  void unpaidHoldsTakeOnlyTheirShareAndPaidOnesAll() {
    var half = redis.holds(0.5);

    assertEquals(
        new Taken.Short("mug", "main", 5),
        half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, false));
    assertInstanceOf(
        Taken.Held.class, half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, true));
    assertInstanceOf(
        Taken.Held.class, half.take("b", List.of(want(MUG, 4, 10)), List.of(), LONG, false));
  }

  @Test
  void aPaymentThatBeginsTakesPastTheShareAndCountsThereUntilItStands() {
    var half = redis.holds(0.5);
    half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, Backing.ENTERING);

    assertEquals(6, redis.sum(MUG, "#unpaid"));
    assertEquals(
        new Taken.Short("mug", "main", 0),
        half.take("b", List.of(want(MUG, 1, 10)), List.of(), LONG, Backing.NONE));
    assertInstanceOf(
        Taken.Held.class,
        half.take("c", List.of(want(MUG, 2, 10)), List.of(), LONG, Backing.ENTERING));
    half.take("c", List.of(want(MUG, 2, 10)), List.of(), LONG, Backing.STANDING);
    half.take("a", List.of(want(MUG, 6, 10)), List.of(), LONG, Backing.STANDING);
    assertEquals(0, redis.sum(MUG, "#unpaid"));
    assertInstanceOf(
        Taken.Held.class, half.take("b", List.of(want(MUG, 2, 10)), List.of(), LONG, Backing.NONE));
  }

  @Test
  void aPaymentThatStandsIsNotForgottenWhileAnotherBegins() {
    var half = redis.holds(0.5);
    half.take("a", List.of(want(CUP, 3, 10), want(MUG, 8, 10)), List.of(), LONG, Backing.STANDING);

    half.take("a", List.of(want(CUP, 2, 10), want(MUG, 9, 10)), List.of(), LONG, Backing.ENTERING);

    assertEquals("2c", redis.send(Command.HGET, Keys.stock(CUP).get(1), "a").toString());
    assertEquals("9c", redis.send(Command.HGET, Keys.stock(MUG).get(1), "a").toString());
    assertEquals(0, redis.sum(MUG, "#unpaid"));
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

  @Test
  void ofFiftyShoppersForTenUnitsExactlyTenGetOne() throws Exception {
    for (int round = 0; round < 20; round++) {
      var sku = new Place("flash-" + round, "main");
      var tasks = new ArrayList<Callable<Taken>>();
      for (int shopper = 0; shopper < 50; shopper++) {
        var checkout = "shopper-" + shopper;
        tasks.add(() -> take(checkout, LONG, want(sku, 1, 10)));
      }
      var sold = together(tasks).stream().filter(Taken.Held.class::isInstance).count();
      assertEquals(10, sold);
      assertEquals(10, redis.heldOneByOne(sku));
    }
  }

  @Test
  void twoSkusTakenInOppositeOrdersLeakNothing() throws Exception {
    for (int round = 0; round < 20; round++) {
      var tasks = new ArrayList<Callable<Taken>>();
      for (int shopper = 0; shopper < 12; shopper++) {
        var checkout = "shopper-" + shopper;
        var wants = new ArrayList<>(List.of(want(MUG, 1, 3), want(CUP, 1, 3)));
        if (shopper % 2 == 0) {
          wants.add(wants.removeFirst());
        }
        tasks.add(() -> holds.take(checkout, wants, List.of(), LONG, false));
      }
      var sold = together(tasks).stream().filter(Taken.Held.class::isInstance).count();
      assertTrue(sold >= 1 && sold <= 3, "sold " + sold);
      assertEquals(sold, redis.held(MUG));
      assertEquals(sold, redis.held(CUP));
      for (int shopper = 0; shopper < 12; shopper++) {
        holds.release("shopper-" + shopper, List.of(MUG, CUP), List.of());
      }
      assertEquals(0, redis.held(MUG) + redis.held(CUP));
    }
  }

  private Taken take(String checkout, Duration lasting, Want... wants) {
    return holds.take(checkout, List.of(wants), List.of(), lasting, false);
  }

  private static Want want(Place place, long quantity, long onHand) {
    return new Want(place.sku(), place.location(), quantity, onHand, 1);
  }

  private static void assertBetween(Instant from, Instant actual, Instant to) {
    assertTrue(!actual.isBefore(from) && !actual.isAfter(to), from + " " + actual + " " + to);
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    var start = new CyclicBarrier(tasks.size());
    var results = new ArrayList<T>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures =
          tasks.stream()
              .map(task ->
                  threads.submit(() -> {
                    start.await();
                    return task.call();
                  }))
              .toList();
      for (var future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }
}
