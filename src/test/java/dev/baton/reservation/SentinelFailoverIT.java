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
  private static final Place MUG = new Place("mug", "main");

  private LocalSentinels sentinels;

  /** Under a client that has taken something already. */
  private void launch() {
    sentinels = LocalSentinels.launch();
    use(RedisUnderTest.sentinels(sentinels));
    assertInstanceOf(Taken.Held.class, take("a", MUG));
  }

  private void serves(int first, int last) {
    for (int i = first; i <= last; i++) {
      assertInstanceOf(Taken.Held.class, take("b" + i, MUG));
    }
  }

  private void servesWhoStartsNow() {
    var another = redis.another();
    await()
        .atMost(AT_MOST.multipliedBy(20))
        .ignoreExceptionsInstanceOf(RedisUnavailableException.class)
        .until(() -> take(another, "c", MUG) instanceof Taken.Held);
  }

  @Test
  void thePrimaryThatSentinelPromotesIsFound() {
    launch();
    records.save("c", 0, "kept", "me", null, LONG);
    var all = sentinels.primary().command("DBSIZE");
    sentinels.primary().command("WAIT 2 30000");
    await()
        .atMost(FAILOVER)
        .until(() -> sentinels.replicas().stream().allMatch(r -> r.command("DBSIZE").equals(all)));

    sentinels.primary().stop();
    assertUnavailableInTime(MUG);
    awaitServed(MUG);

    assertEquals("kept", records.load("c").body());
  }

  @Test
  void aPrimaryThatFreezesIsReplacedBySentinelToo() {
    launch();

    sentinels.primary().pause();
    try {
      awaitServed(MUG);
    } finally {
      sentinels.primary().resume();
    }
    await().atMost(FAILOVER).until(() -> !LocalRedisCluster.isPrimary(sentinels.primary()));
    serves(1, 1);
  }

  @Test
  void aFrozenReplicaOfSentinelsStopsNobody() {
    launch();

    sentinels.replicas().getFirst().pause();
    try {
      serves(1, 50);
      servesWhoStartsNow();
      assertEquals(52, redis.held(MUG));
    } finally {
      sentinels.replicas().getFirst().resume();
    }
  }

  @Test
  void aFrozenSentinelStopsNobody() {
    launch();

    sentinels.pauseFirst();
    try {
      serves(1, 1);
      servesWhoStartsNow();
    } finally {
      sentinels.resumeFirst();
    }
  }

  @Test
  void aFrozenSentinelKeepsNobodyFromTheNextPrimary() {
    launch();

    sentinels.pauseFirst();
    try {
      sentinels.primary().stop();
      assertUnavailableInTime(MUG);
      awaitServed(MUG);
    } finally {
      sentinels.resumeFirst();
    }
    // It wakes with the name of the dead one.
    serves(1, 50);
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
