package dev.baton.reservation;

import dev.baton.local.LocalRedisCluster;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reservations from many threads over a cluster of three primaries that it starts: on one SKU, and
 * over many; and what one costs by the number of holds of its SKU.
 */
final class ScaleBench {
  private static final Duration LONG = Duration.ofHours(1);
  private static final int THREADS = 64;
  private static final int WIDE = 10_000;
  private static final int LEAST = 100;
  private static final int FEW = 10;
  private static final int MANY = 100_000;
  private static final int ROUNDS = 20;
  private static final int CALLS = 500;

  private final RedisHolds holds;

  ScaleBench(RedisHolds holds) {
    this.holds = holds;
  }

  /** Takes the number of reservations, 1,000,000 unless it is given. */
  public static void main(String[] arguments) throws Exception {
    int reservations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
    if (reservations < LEAST) {
      System.err.printf(
          "%,d reservations are too few to measure: %,d at least%n", reservations, LEAST);
      System.exit(2);
    }
    try (var cluster = LocalRedisCluster.launch(0);
        var redis = RedisUnderTest.cluster(cluster).patiently()) {
      var bench = new ScaleBench(redis.holds());
      bench.hot("warm-up", 20_000);
      System.out.println(bench.hot("hot", reservations / 2));
      System.out.println(bench.wide("wide", reservations - reservations / 2));
      String leftOut = leftOut(reservations);
      System.out.println(leftOut == null ? bench.flatness() : leftOut);
    }
    System.exit(0);
  }

  /** Why the cost by the number of holds isn't measured after so few; null after enough. */
  static @Nullable String leftOut(int reservations) {
    return reservations >= MANY
        ? null
        : "what one costs by the number of holds is left out: a JVM that has made fewer than %,d is"
                .formatted(MANY)
            + " still compiling, and the ratio would say nothing";
  }

  /** Everybody wants the same SKU, of which there is a quarter of what is wanted. */
  Result hot(String name, int reservations) throws Exception {
    int stock = Math.max(1, reservations / 4);
    return run(name, reservations, 1, stock, shopper -> new Place(name, "main"));
  }

  /** The same over many SKUs, each of which has half of what is wanted. */
  Result wide(String name, int reservations) throws Exception {
    int skus = Math.min(WIDE, Math.max(1, reservations / 10));
    int stock = Math.max(1, reservations / skus / 2);
    return run(
        name, reservations, skus, stock, shopper -> new Place(name + shopper % skus, "main"));
  }

  private Result run(String name, int reservations, int skus, int stock, IntFunction<Place> placeOf)
      throws Exception {
    var next = new AtomicInteger();
    var held = new LongAdder();
    var nanos = new long[reservations];
    var shoppers = new ArrayList<Callable<Void>>();
    for (int i = 0; i < THREADS; i++) {
      shoppers.add(() -> {
        for (int n = next.getAndIncrement(); n < reservations; n = next.getAndIncrement()) {
          var begin = System.nanoTime();
          if (take("c" + n, placeOf.apply(n), stock) instanceof Taken.Held) {
            held.increment();
          }
          nanos[n] = System.nanoTime() - begin;
        }
        return null;
      });
    }
    var begin = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var shopper : threads.invokeAll(shoppers)) {
        shopper.get();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Arrays.sort(nanos);
    return new Result(
        name,
        reservations,
        held.sum(),
        Math.max(0, held.sum() - (long) stock * skus),
        reservations / seconds,
        nanos[reservations / 2] / 1e6,
        nanos[(int) (reservations * 0.99)] / 1e6);
  }

  /** Medians of rounds that take turns, so that whatever else the machine does meets both. */
  private String flatness() {
    fill("few", FEW);
    fill("many", MANY);
    var few = new long[ROUNDS];
    var many = new long[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      few[round] = cost("few");
      many[round] = cost("many");
    }
    Arrays.sort(few);
    Arrays.sort(many);
    return "take and release of a SKU with %,d holds: %.0f us; with %,d: %.0f us; ratio %.2f"
        .formatted(
            FEW,
            few[ROUNDS / 2] / 1e3 / CALLS,
            MANY,
            many[ROUNDS / 2] / 1e3 / CALLS,
            (double) many[ROUNDS / 2] / few[ROUNDS / 2]);
  }

  /** Gives a SKU so many holds, of one unit each. */
  void fill(String sku, int number) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var next = new AtomicInteger();
      for (int i = 0; i < THREADS; i++) {
        threads.submit(() -> {
          for (int n = next.getAndIncrement(); n < number; n = next.getAndIncrement()) {
            take("before-" + n, new Place(sku, "main"), Integer.MAX_VALUE);
          }
        });
      }
    }
  }

  private long cost(String sku) {
    var place = new Place(sku, "main");
    var begin = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      take("new-" + i, place, Integer.MAX_VALUE);
      holds.release("new-" + i, List.of(place), List.of());
    }
    return System.nanoTime() - begin;
  }

  private Taken take(String checkout, Place place, long stock) {
    var want = new Want(place.sku(), place.location(), 1, stock, 1);
    return holds.take(checkout, List.of(want), List.of(), LONG, false);
  }

  /** Of one run; times in ms. */
  record Result(
      String name,
      int reservations,
      long held,
      long oversold,
      double perSecond,
      double median,
      double p99) {
    @Override
    public String toString() {
      return "%-8s %,d reservations, %,d held, %d oversold; %,.0f a second, median %.1f ms, p99 %.1f ms"
          .formatted(name, reservations, held, oversold, perSecond, median, p99);
    }
  }
}
