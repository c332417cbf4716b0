package dev.baton.reservation;

import dev.baton.checkout.Demand;
import dev.baton.reservation.Holds.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this instance has last heard from Redis of the demand for each SKU, so that steps that don't
 * ask Redis know too. A hint: another instance may have heard something newer, and what nobody
 * takes fades as it does in Redis. Safe for use by several threads.
 */
public final class HeardDemand {
  /** About a megabyte; a SKU that drops out is heard of again as soon as somebody takes it. */
  private static final int MOST = 5_000;

  private final Map<Place, Heard> byPlace = bounded();
  private final Map<String, Heard> bySku = bounded();
  private final InstantSource clock;
  private final Duration halfLife;

  /**
   * @param halfLife after how long what happened counts half
   */
  public HeardDemand(InstantSource clock, Duration halfLife) {
    if (!halfLife.isPositive()) {
      throw new IllegalArgumentException("a half-life is positive: " + halfLife);
    }
    this.clock = clock;
    this.halfLife = halfLife;
  }

  Duration halfLife() {
    return halfLife;
  }

  /** The demand for a SKU at a location; null when nothing was heard. */
  public @Nullable Demand at(Place place) {
    synchronized (byPlace) {
      return now(byPlace.get(place));
    }
  }

  /** The demand for a SKU at the location where it was last taken. */
  public @Nullable Demand of(String sku) {
    synchronized (byPlace) {
      return now(bySku.get(sku));
    }
  }

  /** Remembers an answer of Redis. */
  public void hear(Place place, Demand demand) {
    Heard heard = new Heard(demand, clock.instant());
    synchronized (byPlace) {
      byPlace.put(place, heard);
      bySku.put(place.sku(), heard);
    }
  }

  private @Nullable Demand now(@Nullable Heard heard) {
    if (heard == null) {
      return null;
    }
    double age = Math.max(0, Duration.between(heard.at(), clock.instant()).toMillis());
    return heard.demand().faded(Math.pow(0.5, age / halfLife.toMillis()));
  }

  private static <K> Map<K, Heard> bounded() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Heard> eldest) {
        return size() > MOST;
      }
    };
  }

  private record Heard(Demand demand, Instant at) {}
}
