package dev.baton.reservation;

import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import java.time.Duration;
import java.util.List;

/** A Redis with holds, and two goods to hold. */
interface HoldsUnderTest {
  Duration LONG = Duration.ofMinutes(10);
  Duration BRIEF = Duration.ofMillis(150);
  Place MUG = new Place("mug", "main");
  Place CUP = new Place("cup", "main");

  RedisUnderTest redis();

  RedisHolds holds();

  default Taken take(String checkout, Duration lasting, Want... wants) {
    return holds().take(checkout, List.of(wants), List.of(), lasting, false);
  }

  static Want want(Place place, long quantity, long onHand) {
    return new Want(place.sku(), place.location(), quantity, onHand, 1);
  }
}
