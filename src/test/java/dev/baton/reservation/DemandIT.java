package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Demand;
import dev.baton.checkout.StockLevel;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Redis counts of holds and sales, and what an instance hears of it. */
class DemandIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SLOW = Duration.ofDays(30);
  private static final Place MUG = new Place("mug", "main");

  private static RedisUnderTest redis;
  private HeardDemand heard;
  private RedisHolds holds;

  @BeforeAll
  static void start() {
    redis = new RedisUnderTest();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.send(Command.FLUSHALL);
    holds(SLOW);
  }

  private void holds(Duration halfLife) {
    heard = new HeardDemand(InstantSource.system(), halfLife);
    holds = new RedisHolds(redis.calls(), Duration.ofDays(1), 1, heard);
  }

  @Test
  void nothingIsKnownBeforeAnythingWasTaken() {
    assertNull(heard.at(MUG));
    assertNull(heard.of("mug"));
  }

  @Test
  void newlyHeldUnitsAreWantedAndExtensionsAreNot() {
    take("a", 3, 10, 1);
    take("a", 3, 10, 1);
    take("a", 5, 10, 1);
    take("b", 2, 10, 1);
    take("b", 1, 10, 1);

    Demand demand = heard.at(MUG);
    assertEquals(10, demand.onHand());
    // Units are given back only after the answer that brings the demand.
    assertEquals(7, demand.held());
    assertEquals(perMinute(7, SLOW), demand.wantedPerMinute(), 1e-6);
    assertEquals(0, demand.soldPerMinute());
    assertEquals(demand.onHand(), heard.of("mug").onHand());
  }

  @Test
  void aRefusalTellsTheDemandToo() {
    take("a", 10, 10, 1);
    holds(SLOW);
    take("b", 1, 10, 1);

    assertNotNull(heard.at(MUG));
    assertEquals(10, heard.at(MUG).held());
  }

  @Test
  void whatTheFigureFallsByIsSoldAndAnOlderFigureSellsNothing() {
    take("a", 4, 10, 5);
    holds.release("a", List.of(MUG), List.of(new StockLevel("mug", "main", 6, 6)));
    holds.release("b", List.of(), List.of(new StockLevel("mug", "main", 2, 3)));
    holds.release("b", List.of(), List.of(new StockLevel("mug", "main", 20, 7)));
    take("c", 1, 19, 8);

    assertEquals(perMinute(5, SLOW), heard.at(MUG).soldPerMinute(), 1e-6);
    assertEquals(perMinute(5, SLOW), heard.at(MUG).wantedPerMinute(), 1e-6);
  }

  @Test
  void whatHappenedIsForgotten() {
    holds(Duration.ofMillis(200));
    take("a", 8, 10, 1);
    double before = heard.at(MUG).wantedPerMinute();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> heard.at(MUG).wantedPerMinute() < before / 8);
    take("a", 8, 10, 1);
    assertTrue(heard.at(MUG).wantedPerMinute() < before / 4);
  }

  @Test
  void holdsThatEndAreCountedOnce() {
    take("a", 4, 10, 1);
    assertEquals(4, heard.held());
    holds.take(
        "b", List.of(new Want("mug", "main", 3, 10, 1)), List.of(), Duration.ofMillis(20), false);
    assertEquals(7, heard.held());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          take("a", 4, 10, 1);
          return heard.ended() > 0;
        });
    take("a", 4, 10, 1);
    assertEquals(1, heard.ended());
    assertEquals(4, heard.held());
  }

  @Test
  void theFigureHasATimeToLiveWithItsDemand() {
    take("a", 1, 10, 1);
    holds.release("a", List.of(MUG), List.of(new StockLevel("mug", "main", 9, 2)));

    assertEquals(List.of(Keys.stock(MUG).get(2)), redis.keys());
    assertTrue(redis.send(Command.PTTL, Keys.stock(MUG).get(2)).toLong() > 0);
  }

  private void take(String checkout, long units, long onHand, long revision) {
    holds.take(
        checkout,
        List.of(new Want("mug", "main", units, onHand, revision)),
        List.of(),
        LONG,
        false);
  }

  private static double perMinute(long units, Duration halfLife) {
    return units * Math.log(2) / halfLife.toMinutes();
  }
}
