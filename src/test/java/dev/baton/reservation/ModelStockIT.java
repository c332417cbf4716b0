package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.baton.checkout.StockLevel;
import dev.baton.reservation.Holds.Backing;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import dev.baton.simulation.ModelStock;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What the simulation holds stock by is what Redis does. */
class ModelStockIT {
  private static final double SHARE = 0.6;
  private static final Duration HALF_LIFE = Duration.ofDays(300);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Place PLACE = new Place("mug", "main");

  private static RedisUnderTest redis;

  @BeforeContainer
  static void start() {
    redis = new RedisUnderTest();
  }

  @AfterContainer
  static void stop() {
    redis.close();
  }

  @Property(tries = 60)
  void theModelAnswersAsRedisDoes(@ForAll long seed) {
    redis.send(Command.FLUSHALL);
    var random = new Random(seed);
    var heard = new HeardDemand(InstantSource.fixed(Instant.EPOCH), HALF_LIFE);
    var holds = new RedisHolds(redis.calls(), Duration.ofDays(1), SHARE, heard);
    var model = new ModelStock(SHARE, HALF_LIFE);
    for (int step = 0; step < 30; step++) {
      var checkout = "c" + random.nextInt(4);
      var what = "step " + step + " of seed " + seed;
      if (random.nextInt(4) == 0) {
        var level = new StockLevel("mug", "main", random.nextInt(15), 1 + random.nextInt(8));
        holds.release(checkout, List.of(PLACE), List.of(level));
        model.release(checkout, level, 0);
        continue;
      }
      var want =
          new Want("mug", "main", random.nextInt(6), random.nextInt(15), 1 + random.nextInt(8));
      var backing = Backing.values()[random.nextInt(3)];
      var expected = model.take(checkout, want, LONG, backing, 0);
      var actual = holds.take(checkout, List.of(want), List.of(), LONG, backing);
      assertEquals(shortage(expected), shortage(actual), what);
      var told = heard.at(PLACE);
      assertNotNull(told);
      assertEquals(model.demand(0).onHand(), told.onHand(), what);
      assertEquals(model.demand(0).wantedPerMinute(), told.wantedPerMinute(), 1e-9, what);
      assertEquals(model.demand(0).soldPerMinute(), told.soldPerMinute(), 1e-9, what);
      // A hold shrinks only after the answer; whoever asks next is told.
      var nothing = new Want("mug", "main", 0, 0, 0);
      holds.take("reader", List.of(nothing), List.of(), LONG, Backing.NONE);
      assertEquals(model.demand(0).held(), heard.at(PLACE).held(), what);
    }
  }

  private static Taken.Short shortage(Taken taken) {
    return taken instanceof Taken.Short refused ? refused : null;
  }
}
