package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisCluster;
import dev.baton.local.LocalSentinels;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Primaries, replicas and Sentinels themselves killed and frozen under a client that lives on. */
class SentinelFailoverIT extends FailingOver {
  @Test
  void thePrimaryThatSentinelPromotesIsFound() {
    var sentinels = LocalSentinels.launch();
    use(RedisUnderTest.sentinels(sentinels));
    records.save("c", 0, "kept", "me", null, LONG);
    sentinels.primary().command("WAIT 2 30000");
    var mug = new Place("mug", "main");
    await()
        .atMost(FAILOVER)
        .until(() -> sentinels.replicas().stream().allMatch(r -> r.command("DBSIZE").equals(":1")));

    sentinels.primary().stop();
    assertUnavailableInTime(mug);
    awaitServed(mug);

    assertEquals("kept", records.load("c").body());
  }

  @Test
  void aPrimaryThatFreezesIsReplacedBySentinelToo() {
    var sentinels = LocalSentinels.launch();
    use(RedisUnderTest.sentinels(sentinels));
    var mug = new Place("mug", "main");
    assertInstanceOf(Taken.Held.class, take("a", mug));

    sentinels.primary().pause();
    try {
      awaitServed(mug);
    } finally {
      sentinels.primary().resume();
    }
    await().atMost(FAILOVER).until(() -> !LocalRedisCluster.isPrimary(sentinels.primary()));
    assertInstanceOf(Taken.Held.class, take("b", mug));
  }

  @Test
  void aFrozenReplicaOfSentinelsStopsNobody() {
    var sentinels = LocalSentinels.launch();
    use(RedisUnderTest.sentinels(sentinels));
    var mug = new Place("mug", "main");
    assertInstanceOf(Taken.Held.class, take("a", mug));

    sentinels.replicas().getFirst().pause();
    try {
      for (int i = 0; i < 50; i++) {
        assertInstanceOf(Taken.Held.class, take("b" + i, mug));
      }
      // Neither an instance that starts just now.
      var another = redis.another();
      await()
          .atMost(AT_MOST.multipliedBy(20))
          .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
          .until(() -> take(another, "c", mug) instanceof Taken.Held);
      assertEquals(52, redis.held(mug));
    } finally {
      sentinels.replicas().getFirst().resume();
    }
  }

  @Test
  void aFrozenSentinelStopsNobody() {
    var sentinels = LocalSentinels.launch();
    use(RedisUnderTest.sentinels(sentinels));
    var mug = new Place("mug", "main");
    assertInstanceOf(Taken.Held.class, take("a", mug));

    sentinels.pauseFirst();
    try {
      assertInstanceOf(Taken.Held.class, take("b", mug));
      // Neither an instance that starts just now.
      var another = redis.another();
      await()
          .atMost(AT_MOST.multipliedBy(20))
          .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
          .until(() -> take(another, "c", mug) instanceof Taken.Held);
    } finally {
      sentinels.resumeFirst();
    }
  }

  @Test
  void aFrozenSentinelKeepsNobodyFromTheNextPrimary() {
    var sentinels = LocalSentinels.launch();
    use(RedisUnderTest.sentinels(sentinels));
    var mug = new Place("mug", "main");
    assertInstanceOf(Taken.Held.class, take("a", mug));

    sentinels.pauseFirst();
    try {
      sentinels.primary().stop();
      assertUnavailableInTime(mug);
      awaitServed(mug);
    } finally {
      sentinels.resumeFirst();
    }
    // It wakes with the name of the dead one.
    for (int i = 0; i < 50; i++) {
      assertInstanceOf(Taken.Held.class, take("b" + i, mug));
    }
  }

  @Test
  void ofSentinelsThatDisagreeTheOneThatSawMoreFailoversIsBelieved() {
    try (var former = LocalRedis.launch();
        var latter = LocalRedis.launch();
        var behind = LocalSentinels.alone(former, 3);
        var ahead = LocalSentinels.alone(latter, 4)) {
      for (var urls :
          List.of(behind.urls() + "," + ahead.urls(), ahead.urls() + "," + behind.urls())) {
        use(RedisUnderTest.sentinels(List.of(latter), () -> {}, urls));
        var held = latter.command("DBSIZE");
        awaitServed(new Place(urls, "main"));
        assertNotEquals(held, latter.command("DBSIZE"));
        assertEquals(":0", former.command("DBSIZE"));
        redis.close();
      }
      use(RedisUnderTest.sentinels(List.of(latter), () -> {}, behind.urls() + "," + ahead.urls()));
      awaitServed(new Place("before", "main"));
      ahead.pauseFirst();
      // Nor is the one behind believed once it is the only one left.
      await()
          .atMost(FAILOVER)
          .during(Duration.ofSeconds(3))
          .until(() ->
              take("later", new Place("after", "main")) != null
                  && former.command("DBSIZE").equals(":0"));
    }
  }
}
