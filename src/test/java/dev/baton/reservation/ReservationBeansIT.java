package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisResource;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import dev.baton.reservation.RecordStore.Saved;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same inside the framework, with its client and its configuration. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class ReservationBeansIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration AT_MOST = Duration.ofSeconds(1);

  @Inject Holds holds;
  @Inject RecordStore records;
  LocalRedis redis;

  @Test
  void holdsAndRecordsAreKeptInTheConfiguredRedis() {
    var wants = List.of(new Want("mug", "main", 1, 1, 1));

    assertInstanceOf(Taken.Held.class, holds.take("beans", wants, List.of(), LONG, false));
    assertInstanceOf(Saved.Done.class, records.save("beans", 0, "body", "me", null, LONG));
    assertEquals("body", records.load("beans").body());
  }

  @Test
  void aStoppedRedisIsUnavailableWithinASecond() {
    redis.stop();
    try {
      var begin = System.nanoTime();
      assertThrows(RedisUnavailableException.class, () -> records.load("beans"));
      var took = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(took.compareTo(AT_MOST) < 0, "took " + took);
    } finally {
      redis.start();
    }
  }
}
