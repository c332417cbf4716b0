package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.Demand;
import dev.baton.reservation.Holds.Place;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeardDemandTest {
  private static final Duration HALF_LIFE = Duration.ofMinutes(2);
  private static final Place HERE = new Place("mug", "here");
  private static final Place THERE = new Place("mug", "there");

  private Instant now = Instant.EPOCH;
  private final HeardDemand heard = new HeardDemand(() -> now, HALF_LIFE);

  @Test
  void ratesFadeAndUnitsDoNot() {
    heard.hear(HERE, new Demand(10, 4, 8, 2));
    now = now.plus(HALF_LIFE).plus(HALF_LIFE);

    assertEquals(new Demand(10, 4, 2, 0.5), heard.at(HERE));
  }

  @Test
  void aClockThatWasSetBackMakesNothingGrow() {
    heard.hear(HERE, new Demand(10, 4, 8, 2));
    now = now.minus(HALF_LIFE);

    assertEquals(new Demand(10, 4, 8, 2), heard.at(HERE));
  }

  @Test
  void ofASkuTheLocationHeardOfLastCounts() {
    heard.hear(HERE, new Demand(10, 4, 8, 2));
    heard.hear(THERE, new Demand(20, 4, 8, 2));

    assertEquals(20, heard.of("mug").onHand());
    assertEquals(10, heard.at(HERE).onHand());
  }

  @Test
  void itRemembersNoMoreThanItHasRoomFor() {
    heard.hear(HERE, new Demand(10, 4, 8, 2));
    for (int i = 0; i < 5_000; i++) {
      heard.hear(new Place("sku-" + i, "here"), new Demand(1, 0, 1, 1));
    }

    assertNull(heard.at(HERE));
    assertNull(heard.of("mug"));
    assertNotNull(heard.of("sku-0"));
  }

  @Test
  void aHalfLifeIsPositive() {
    assertThrows(IllegalArgumentException.class, () -> new HeardDemand(() -> now, Duration.ZERO));
  }
}
