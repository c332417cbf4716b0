package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisCluster;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A cluster's primaries killed, frozen and emptied under a client, and slots that move. */
class RedisFailoverIT extends FailingOver {
  private LocalRedisCluster cluster;

  @Test
  void aDeadPrimaryTakesOnlyItsOwnSlotsAlongAndItsReplicaTakesOver() {
    startCluster();
    var checkout = recordOn(0);
    records.save(checkout, 0, "kept", "me", null, LONG);
    awaitReplicas();

    cluster.nodes().get(0).stop();

    for (int i = 0; i < 30; i++) {
      assertInstanceOf(Taken.Held.class, take("a" + i, placeOn(1)));
      assertInstanceOf(Taken.Held.class, take("a" + i, placeOn(2)));
      if (i < 5) {
        assertUnavailableInTime(placeOn(0));
      }
    }
    awaitServed(placeOn(0));
    assertEquals("kept", records.load(checkout).body());

    cluster.nodes().get(0).start();
    await().atMost(FAILOVER).until(() -> !LocalRedisCluster.isPrimary(cluster.nodes().get(0)));
    assertInstanceOf(Taken.Held.class, take("b", placeOn(0)));
  }

  @Test
  void aDeadReplicaIsNotMissed() {
    startCluster();
    cluster.nodes().subList(3, 6).forEach(LocalRedis::stop);

    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Taken.Held.class, take("a", placeOn(i)));
    }
    // Neither by an instance that starts just now.
    var another = redis.another();
    for (int i = 0; i < 3; i++) {
      var fresh = placeOn(i);
      await()
          .atMost(AT_MOST.multipliedBy(20))
          .ignoreExceptions()
          .until(() -> take(another, "b", fresh) instanceof Taken.Held);
    }
  }

  @Test
  void aFrozenPrimaryIsReplacedAndBelievedNoMoreWhenItWakes() {
    startCluster();
    assertInstanceOf(Taken.Held.class, take("a", placeOn(0)));
    awaitReplicas();

    cluster.nodes().get(0).pause();
    try {
      assertUnavailableInTime(placeOn(0));
      assertInstanceOf(Taken.Held.class, take("a", placeOn(1)));
      awaitServed(placeOn(0));
    } finally {
      cluster.nodes().get(0).resume();
    }
    for (int i = 0; i < 50; i++) {
      assertInstanceOf(Taken.Held.class, take("b" + i, placeOn(0)));
    }
    assertEquals(52, redis.held(placeOn(0)));
  }

  @Test
  void scriptsThatOneNodeForgotAreSentToItAgain() {
    startCluster();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3; i++) {
        cluster.nodes().get(i).command("SCRIPT FLUSH");
        assertInstanceOf(Taken.Held.class, take("a", placeOn(i)));
      }
    }
  }

  @Test
  void aSlotIsServedWhileItMovesAndAfterwards() {
    startCluster();
    var place = placeOn(0);
    assertInstanceOf(Taken.Held.class, take("a", place));
    var checkout = recordOn(0);
    var from = cluster.nodes().get(0);
    var to = cluster.nodes().get(1);
    var slots = List.of(slot(Keys.stock(place)), slot(Keys.record(checkout)));
    for (int slot : slots) {
      to.command("CLUSTER SETSLOT " + slot + " IMPORTING " + from.text("CLUSTER MYID"));
      from.command("CLUSTER SETSLOT " + slot + " MIGRATING " + to.text("CLUSTER MYID"));
    }

    // All keys are where they were, or, of a new record, already where they will be.
    assertInstanceOf(Taken.Held.class, take("b", place));
    var version = ((RecordStore.Saved.Done) save(checkout, 0)).version();
    assertEquals(version, records.load(checkout).version());
    assertEquals(":1", to.command("CLUSTER COUNTKEYSINSLOT " + slots.get(1)));

    for (var key : Keys.stock(place)) {
      var moved = from.command("MIGRATE 127.0.0.1 " + to.port() + " " + key + " 0 5000");
      assertTrue(List.of("+OK", "+NOKEY").contains(moved), moved);
      if (key.equals(Keys.stock(place).getFirst())) {
        // The keys are on both sides: nobody can run the script just now.
        assertThrows(RedisUnavailableException.class, () -> take("c", place));
      }
    }
    for (int slot : slots) {
      for (var node : List.of(to, from, cluster.nodes().get(2))) {
        node.command("CLUSTER SETSLOT " + slot + " NODE " + to.text("CLUSTER MYID"));
      }
    }

    assertInstanceOf(Taken.Held.class, take("c", place));
    assertEquals(3, redis.held(place));
    assertNotEquals(version, ((RecordStore.Saved.Done) save(checkout, version)).version());
  }

  @Test
  void aFrozenReplicaOfAClusterStopsNobody() {
    startCluster();
    awaitReplicas();

    cluster.nodes().get(3).pause();
    try {
      for (int i = 0; i < 3; i++) {
        assertInstanceOf(Taken.Held.class, take("a", placeOn(i)));
      }
    } finally {
      cluster.nodes().get(3).resume();
    }
  }

  private void startCluster() {
    cluster = LocalRedisCluster.launch(1);
    use(RedisUnderTest.cluster(cluster));
  }

  private void awaitReplicas() {
    await()
        .atMost(FAILOVER)
        .until(() ->
            IntStream.range(0, 3)
                .allMatch(i ->
                    cluster
                        .nodes()
                        .get(i)
                        .command("DBSIZE")
                        .equals(cluster.nodes().get(i + 3).command("DBSIZE"))));
  }

  private RecordStore.Saved save(String checkout, long expected) {
    return records.save(checkout, expected, "body", "me", null, LONG);
  }

  /** A SKU whose keys are on the i-th primary. */
  private Place placeOn(int i) {
    return IntStream.range(0, 1000)
        .mapToObj(n -> new Place("sku-" + n, "main"))
        .filter(place -> cluster.primaryOf(slot(Keys.stock(place))) == i)
        .findFirst()
        .orElseThrow();
  }

  /** A checkout whose record is on the i-th primary. */
  private String recordOn(int i) {
    return IntStream.range(0, 1000)
        .mapToObj(n -> "checkout-" + n)
        .filter(checkout -> cluster.primaryOf(slot(Keys.record(checkout))) == i)
        .findFirst()
        .orElseThrow();
  }

  private static int slot(List<String> keys) {
    return SlotMap.slot(keys.getFirst());
  }
}
