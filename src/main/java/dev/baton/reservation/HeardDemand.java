package dev.baton.reservation;

import dev.baton.checkout.Demand;
import dev.baton.reservation.Holds.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What this instance has last heard from Redis of the demand for each SKU, so that steps that don't
 * ask Redis know too. A hint: another instance may have heard something newer, and what nobody
 * takes fades as it does in Redis. Safe for use by several threads.
 */
public final class HeardDemand {
  /** About a megabyte; a SKU that drops out is heard of again as soon as somebody takes it. */
  private static final int MOST = 5_000;

  private static final Duration CURRENT = Duration.ofMinutes(15);

  private final LongAdder ended = new LongAdder();
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

  void ended(long holds) {
    ended.add(holds);
  }

  /** Holds that ended without being paid or released, of those that Redis dropped for us. */
  long ended() {
    return ended.sum();
  }

  /** Units held of the SKUs that were asked for in the last quarter of an hour, as of then. */
  long held() {
    Instant since = clock.instant().minus(CURRENT);
    synchronized (byPlace) {
      return byPlace.values().stream()
          .filter(heard -> heard.at().isAfter(since))
          .mapToLong(heard -> heard.demand().held())
          .sum();
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
