package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A checkout holds three cups and two mugs, is edited, and reserves again. */
class AdjustedHoldsIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Place CUP = new Place("cup", "main");
  private static final Place MUG = new Place("mug", "main");
  private static final Place PLATE = new Place("plate", "main");
  private static final Place MUG_ELSEWHERE = new Place("mug", "elsewhere");
  private static final List<Place> BEFORE = List.of(CUP, MUG);

  private static RedisUnderTest redis;
  private static RedisHolds holds;

  @BeforeAll
  static void start() {
    redis = new RedisUnderTest();
    holds = redis.holds();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void reserved() {
    redis.send(Command.FLUSHALL);
    assertInstanceOf(
        Taken.Held.class,
        holds.take("a", List.of(want(CUP, 3), want(MUG, 2)), List.of(), LONG, false));
    holds.take("b", List.of(want(CUP, 4), want(MUG, 4)), List.of(), LONG, false);
  }

  @Test
  void moreUnitsTakeTheDifferenceOnly() {
    // 10 on hand, 4 of them b's: 3 more than the own 3 are left, whatever the total.
    assertInstanceOf(Taken.Held.class, reserve(want(CUP, 6), want(MUG, 2)));
    assertHeld(6, 2, 0, 0);
    assertEquals(new Taken.Short("cup", "main", 6), reserve(want(CUP, 7), want(MUG, 2)));
    assertHeld(6, 2, 0, 0);
  }

  @Test
  void fewerUnitsGiveTheDifferenceBack() {
    assertInstanceOf(Taken.Held.class, reserve(want(CUP, 1), want(MUG, 2)));
    assertHeld(1, 2, 0, 0);
    assertInstanceOf(
        Taken.Held.class, holds.take("c", List.of(want(CUP, 5)), List.of(), LONG, false));
  }

  @Test
  void aRemovedLineGivesItsUnitsBack() {
    assertInstanceOf(Taken.Held.class, reserve(want(CUP, 3)));
    assertHeld(3, 0, 0, 0);
  }

  @Test
  void anAddedLineIsTakenAsWell() {
    assertInstanceOf(Taken.Held.class, reserve(want(CUP, 3), want(MUG, 2), want(PLATE, 5)));
    assertHeld(3, 2, 5, 0);
  }

  @Test
  void anotherLocationIsTakenBeforeTheFirstIsGivenBack() {
    assertInstanceOf(Taken.Held.class, reserve(want(CUP, 3), want(MUG_ELSEWHERE, 2)));
    assertHeld(3, 0, 0, 2);
  }

  @Test
  void aRefusedEditGivesBackWhatItTookAndNothingElse() {
    holds.take("c", List.of(want(PLATE, 10)), List.of(), LONG, false);

    // More cups, fewer mugs elsewhere, and a plate that there isn't.
    assertEquals(
        new Taken.Short("plate", "main", 0),
        reserve(want(CUP, 6), want(MUG_ELSEWHERE, 1), want(PLATE, 1)));

    assertHeld(3, 2, 0, 0);
    for (Place place : BEFORE) {
      assertEquals(redis.heldOneByOne(place), redis.held(place));
    }
  }

  private static Taken reserve(Want... wants) {
    return holds.take("a", List.of(wants), BEFORE, LONG, false);
  }

  private static Want want(Place place, long quantity) {
    return new Want(place.sku(), place.location(), quantity, 10, 1);
  }

  private static void assertHeld(long cups, long mugs, long plates, long mugsElsewhere) {
    assertEquals(cups, held(CUP), "cups");
    assertEquals(mugs, held(MUG), "mugs");
    assertEquals(plates, held(PLATE), "plates");
    assertEquals(mugsElsewhere, held(MUG_ELSEWHERE), "mugs elsewhere");
  }

  private static long held(Place place) {
    var units = redis.send(Command.HGET, Keys.stock(place).get(1), "a");
    return units == null ? 0 : units.toLong();
  }
}
