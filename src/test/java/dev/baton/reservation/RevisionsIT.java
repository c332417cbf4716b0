package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.checkout.StockLevel;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * A history of the provider's figures, one a revision, heard in any order: by takes, that asked the
 * provider at some time, and by the answers of claims. The newest that was heard always counts.
 */
class RevisionsIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Place MUG = new Place("mug", "main");

  private static RedisUnderTest redis;
  private static RedisHolds holds;

  @BeforeContainer
  static void start() {
    redis = new RedisUnderTest();
    holds = redis.holds();
  }

  @AfterContainer
  static void stop() {
    redis.close();
  }

  @Property(tries = 100)
  void theNewestFigureThatWasHeardCounts(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int revisions) {
    redis.send(Command.FLUSHALL);
    var random = new Random(seed);
    // Past 2^53, where Redis' numbers are no longer exact.
    var first = random.nextBoolean() ? 1 : (1L << 53) + 1;
    var figures = new ArrayList<StockLevel>();
    for (int i = 0; i < revisions; i++) {
      figures.add(new StockLevel("mug", "main", random.nextInt(20), first + i));
    }
    Collections.shuffle(figures, random);
    StockLevel newest = figures.getFirst();
    for (StockLevel figure : figures) {
      if (figure.revision() > newest.revision()) {
        newest = figure;
      }
      if (random.nextBoolean()) {
        holds.release("claimed", List.of(MUG), List.of(figure));
      } else {
        var asked = new Want("mug", "main", 0, figure.onHand(), figure.revision());
        holds.take("asking", List.of(asked), List.of(), LONG, false);
      }
      // Who asks with the oldest figure of all is answered by the newest that was heard.
      var old = new Want("mug", "main", newest.onHand() + 1, 1000, 0);
      assertEquals(
          new Taken.Short("mug", "main", newest.onHand()),
          holds.take("greedy", List.of(old), List.of(), LONG, false));
    }
  }

  @Property(tries = 100)
  void aUnitThatWasClaimedIsNeverSoldAgainWhateverIsHeardLate(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int units) {
    redis.send(Command.FLUSHALL);
    var random = new Random(seed);
    // Each shopper asked the provider before anybody had bought, and claims in some order.
    var claims = new ArrayList<StockLevel>();
    for (int shopper = 0; shopper < units; shopper++) {
      assertInstanceOf(
          Taken.Held.class,
          holds.take(
              "shopper-" + shopper,
              List.of(new Want("mug", "main", 1, units, 0)),
              List.of(),
              LONG,
              true));
      claims.add(new StockLevel("mug", "main", units - 1 - shopper, 1 + shopper));
    }
    Collections.shuffle(claims, random);
    for (int i = 0; i < units; i++) {
      holds.release("shopper-" + i, List.of(MUG), List.of(claims.get(i)));
      assertInstanceOf(
          Taken.Short.class,
          holds.take("late", List.of(new Want("mug", "main", 1, units, 0)), List.of(), LONG, true),
          "after " + claims.subList(0, i + 1));
    }
  }
}
