package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A client that lives on while the primaries of its Redis change. */
abstract class FailingOver {
  static final Duration LONG = Duration.ofMinutes(10);
  static final Duration AT_MOST = Duration.ofSeconds(1);

  /** The node time-out of 3 s or the Sentinels' 1.5 s, an election, and a busy machine. */
  static final Duration FAILOVER = Duration.ofSeconds(60);

  RedisUnderTest redis;
  RedisHolds holds;
  RedisRecordStore records;

  @AfterEach
  void stop() {
    redis.close();
  }

  void use(RedisUnderTest servers) {
    redis = servers;
    holds = redis.holds();
    records = redis.records();
  }

  void awaitServed(Place place) {
    await()
        .atMost(FAILOVER)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
        .until(() -> take("after", place) instanceof Taken.Held);
  }

  void assertUnavailableInTime(Place place) {
    var begin = System.nanoTime();
    assertThrows(RedisUnavailableException.class, () -> take("x", place));
    var took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(AT_MOST) < 0, "took " + took);
  }

  Taken take(String checkout, Place place) {
    return take(holds, checkout, place);
  }

  static Taken take(RedisHolds holds, String checkout, Place place) {
    var want = new Want(place.sku(), place.location(), 1, 1000, 1);
    return holds.take(checkout, List.of(want), List.of(), LONG, false);
  }
}
