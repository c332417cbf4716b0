package dev.baton.reservation;

import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a hold costs, by the number of holds that its SKU has already: it has to be flat. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HoldsBench {
  private static final Duration LONG = Duration.ofHours(1);

  @Param({"10", "1000", "100000"})
  public int holdsOfTheSku;

  private RedisUnderTest redis;
  private RedisHolds holds;
  private List<Want> wants;
  private long next;

  /** Fills the SKU. */
  @Setup
  public void fill() {
    redis = new RedisUnderTest();
    holds = redis.holds();
    wants = List.of(new Want("mug", "main", 1, Integer.MAX_VALUE, 1));
    for (int i = 0; i < holdsOfTheSku; i++) {
      holds.take("before-" + i, wants, List.of(), LONG, false);
    }
  }

  @TearDown
  public void stop() {
    redis.close();
  }

  /** A new checkout's hold, given back, so that the number stays. */
  @Benchmark
  public Taken takeAndRelease() {
    var checkout = "new-" + next++;
    var taken = holds.take(checkout, wants, List.of(), LONG, false);
    holds.release(checkout, List.of(wants.getFirst().place()), List.of());
    return taken;
  }
}
