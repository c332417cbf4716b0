package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisCluster;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds that wait for a replica, and what a failover does to them and to the others. */
class RedisReplicasIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Place CUP = new Place("cup", "main");
  private static final Place MUG = new Place("mug", "main");
  private static final int STOCK = 1000;

  @Test
  void aHoldThatAReplicaHasIsHeld() {
    try (var primary = LocalRedis.launch();
        var replica = replicaOf(primary);
        var redis = new RedisUnderTest(primary).patiently()) {
      var holds = redis.acknowledgedHolds();

      assertInstanceOf(Taken.Held.class, take(holds, "a", 2, MUG));
      assertInstanceOf(Taken.Held.class, take(holds, "b", 3, CUP, MUG));

      assertEquals("$1", replica.command("HGET " + Keys.stock(MUG).get(1) + " a"));
      assertEquals(5, redis.held(MUG));
    }
  }

  @Test
  void aHoldThatNoReplicaHasIsGivenBackWithAllOthersAndRefusedSoon() {
    try (var primary = LocalRedis.launch();
        var replica = replicaOf(primary);
        var redis = new RedisUnderTest(primary)) {
      var holds = redis.acknowledgedHolds();
      await().ignoreExceptions().until(() -> take(holds, "a", 2, CUP) instanceof Taken.Held);

      cut(replica);
      var begin = System.nanoTime();
      assertThrows(UnacknowledgedHoldException.class, () -> take(holds, "a", 5, CUP, MUG));
      var took = Duration.ofNanos(System.nanoTime() - begin);

      assertTrue(took.compareTo(Duration.ofSeconds(1)) < 0, "took " + took);
      assertEquals(2, redis.held(CUP));
      assertEquals(0, redis.held(MUG));
      // What is committing and ends later is not taken either.
      assertThrows(
          UnacknowledgedHoldException.class,
          () ->
              holds.take(
                  "b", List.of(want(CUP, 1), want(MUG, 1)), List.of(), LONG.plus(LONG), true));
      assertEquals(2, redis.held(CUP));

      replica.command("REPLICAOF 127.0.0.1 " + primary.port());
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsInstanceOf(UnacknowledgedHoldException.class)
          .until(() -> take(holds, "a", 5, CUP, MUG) instanceof Taken.Held);
      assertEquals(5, redis.held(MUG));
    }
  }

  @Test
  void inAClusterThePrimaryThatTookTheHoldIsAskedForItsReplicas() {
    try (var cluster = LocalRedisCluster.launch(1);
        var redis = RedisUnderTest.cluster(cluster).patiently()) {
      var holds = redis.acknowledgedHolds();
      cluster.nodes().get(3).stop();

      for (int i = 0; i < 60; i++) {
        var place = new Place("sku-" + i, "main");
        var primary = cluster.primaryOf(SlotMap.slot(Keys.stock(place).getFirst()));
        if (primary == 0) {
          assertThrows(UnacknowledgedHoldException.class, () -> take(holds, "a", 1, place));
          assertEquals(0, redis.held(place));
        } else {
          assertInstanceOf(Taken.Held.class, take(holds, "a", 1, place));
        }
      }
    }
  }

  @Test
  void manyWhoWaitAtOnceGetTheirHolds() throws Exception {
    try (var primary = LocalRedis.launch();
        var replica = replicaOf(primary);
        var redis = new RedisUnderTest(primary).patiently();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var holds = redis.acknowledgedHolds();
      var tasks =
          IntStream.range(0, 200)
              .mapToObj(i -> (Callable<Taken>) () -> take(holds, "c" + i, 1, MUG))
              .toList();
      for (var taken : threads.invokeAll(tasks)) {
        assertInstanceOf(Taken.Held.class, taken.get());
      }
      assertEquals(200, redis.held(MUG));
      assertTrue(replica.command("PING").equals("+PONG"));
    }
  }

  @Test
  void aFailoverSellsNothingTwiceWhatAReplicaAcknowledged() {
    assertEquals(0, oversold(true));
  }

  /** The figure in the README: what the setting is for. */
  @Test
  void aFailoverSellsTwiceWhatNobodyWaitedFor() {
    var units = oversold(false);

    System.out.printf(
        "Oversold by a failover without waiting for replicas: %d of %d%n", units, STOCK);
    assertTrue(units > 0);
  }

  /** Sells before a cut, during it and, to the promoted replica's customers, after it. */
  private static long oversold(boolean acknowledged) {
    try (var primary = LocalRedis.launch();
        var replica = replicaOf(primary);
        var redis = new RedisUnderTest(primary).patiently()) {
      var holds = acknowledged ? redis.acknowledgedHolds() : redis.holds();
      var sold = sell(holds, "before", 400);
      assertEquals(400, sold);
      redis.send(Command.SET, "last", "1", "PX", "60000");
      await().atMost(PATIENCE).until(() -> replica.command("EXISTS last").equals(":1"));

      cut(replica);
      // Every refusal takes its 200 ms, so few of them have to do.
      sold += sell(holds, "during", acknowledged ? 10 : 300);
      primary.stop();
      replica.command("REPLICAOF NO ONE");
      try (var promoted = new RedisUnderTest(replica).patiently()) {
        sold += sell(promoted.holds(), "after", STOCK);
      }
      return sold - STOCK;
    }
  }

  private static long sell(RedisHolds holds, String shopper, int shoppers) {
    long sold = 0;
    for (int i = 0; i < shoppers; i++) {
      try {
        if (take(holds, shopper + i, 1, MUG) instanceof Taken.Held) {
          sold++;
        }
      } catch (UnacknowledgedHoldException e) {
        // Refused: nothing was sold.
      }
    }
    return sold;
  }

  /** Replication stops, and both live on. */
  private static void cut(LocalRedis replica) {
    replica.command("REPLICAOF 127.0.0.1 1");
  }

  private static LocalRedis replicaOf(LocalRedis primary) {
    var replica = LocalRedis.launch("--replicaof", "127.0.0.1", Integer.toString(primary.port()));
    primary.command("CONFIG SET repl-diskless-sync-delay 0");
    await()
        .atMost(PATIENCE)
        .until(() -> replica.text("INFO replication").contains("master_link_status:up"));
    return replica;
  }

  private static Taken take(RedisHolds holds, String checkout, long units, Place... places) {
    var wants = List.of(places).stream().map(place -> want(place, units)).toList();
    return holds.take(checkout, wants, List.of(), LONG, false);
  }

  private static Want want(Place place, long units) {
    return new Want(place.sku(), place.location(), units, STOCK, 1);
  }
}
