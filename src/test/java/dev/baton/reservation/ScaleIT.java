package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisCluster;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Want;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@code ./baton scale} does, small, and counted in place of timed. */
class ScaleIT {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void manyThreadsOverAClusterSellNothingTwice() throws Exception {
    try (var cluster = LocalRedisCluster.launch(0);
        var redis = RedisUnderTest.cluster(cluster).patiently()) {
      var bench = new ScaleBench(redis.holds());
      var hot = bench.hot("hot", 2_500);
      var wide = bench.wide("wide", 2_500);

      assertEquals(625, hot.held());
      assertEquals(0, hot.oversold());
      assertEquals(1_250, wide.held());
      assertEquals(0, wide.oversold());
    }
  }

  @Test
  void afterFewReservationsNoRatioIsGiven() {
    assertNull(ScaleBench.leftOut(100_000));
    var leftOut = ScaleBench.leftOut(99_999);
    assertNotNull(leftOut);
    assertTrue(leftOut.contains("fewer than 100,000"), leftOut);
  }

  /** The commands that a script runs in Redis are as many, and none looks at all holds. */
  @Test
  void aReservationCostsTheSameWithAnyNumberOfHolds() {
    try (var redis = new RedisUnderTest().patiently()) {
      var holds = redis.holds();
      var bench = new ScaleBench(holds);
      bench.fill("few", 10);
      bench.fill("many", 10_000);

      // The first time, Redis is told the scripts.
      commands(redis.server, holds, "none");
      var few = commands(redis.server, holds, "few");
      var many = commands(redis.server, holds, "many");
      assertEquals(few.keySet(), many.keySet());
      // Not to the last one: a TTL is only written when it grows, by the millisecond.
      assertTrue(total(many) <= total(few) + 4, few + " " + many);
      for (var slow : List.of("hgetall", "hkeys", "hvals", "zrange", "keys", "hscan", "zscan")) {
        assertFalse(few.containsKey(slow), slow);
      }
    }
  }

  private static int total(Map<String, Integer> calls) {
    return calls.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Map<String, Integer> commands(LocalRedis server, RedisHolds holds, String sku) {
    server.command("CONFIG RESETSTAT");
    var place = new Place(sku, "main");
    var want = new Want(sku, "main", 1, Integer.MAX_VALUE, 1);
    holds.take("new", List.of(want), List.of(), LONG, false);
    holds.take("new", List.of(want), List.of(), LONG, true);
    holds.release("new", List.of(place), List.of());
    var calls = new TreeMap<String, Integer>();
    server
        .text("INFO commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_"))
        .forEach(line -> {
          var name = line.substring("cmdstat_".length(), line.indexOf(':'));
          var number = line.substring(line.indexOf("calls=") + 6, line.indexOf(','));
          calls.put(name, Integer.parseInt(number));
        });
    calls.keySet().removeIf(name -> name.startsWith("config") || name.equals("info"));
    return calls;
  }
}
