package dev.baton.simulation;

import dev.baton.checkout.Demand;
import dev.baton.checkout.StockLevel;
import dev.baton.reservation.Holds.Backing;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The holds of one SKU at one location with the meaning that they have in Redis, in memory and at a
 * clock of one's own. {@code ModelStockIT} compares it with the real thing.
 */
public final class ModelStock {
  private static final double MINUTE = 60_000;

  private final double unpaidShare;
  private final double halfLife;
  private final Map<String, Hold> holds = new HashMap<>();
  private long onHand;
  private long revision = -1;
  private double wanted;
  private double sold;
  private long at;

  private record Hold(long units, boolean committing, long ends) {}

  /**
   * @param unpaidShare the part of the stock, 0 to 1, that unpaid holds may take together
   * @param halfLife after how long what happened counts half in the demand
   */
  public ModelStock(double unpaidShare, Duration halfLife) {
    this.unpaidShare = unpaidShare;
    this.halfLife = halfLife.toMillis();
  }

  /** Holds units for a checkout, in place of what it held. */
  public Taken take(String checkout, Want want, Duration lasting, Backing backing, long now) {
    holds.values().removeIf(hold -> hold.ends() <= now);
    learn(want.onHand(), want.revision(), now);
    Hold own = holds.getOrDefault(checkout, new Hold(0, false, 0));
    long available = onHand - (held() - own.units());
    if (backing == Backing.NONE) {
      long unpaid =
          holds.values().stream().filter(hold -> !hold.committing()).mapToLong(Hold::units).sum();
      unpaid -= own.committing() ? 0 : own.units();
      available = Math.min(available, (long) Math.floor(onHand * unpaidShare + 1e-9) - unpaid);
    }
    if (want.quantity() > available) {
      return new Taken.Short(want.sku(), want.location(), Math.max(0, available));
    }
    boolean committing =
        backing == Backing.STANDING || (backing == Backing.ENTERING && own.committing());
    long ends = now + lasting.toMillis();
    holds.remove(checkout);
    if (want.quantity() > 0) {
      holds.put(checkout, new Hold(want.quantity(), committing, ends));
    }
    note(Math.max(0, want.quantity() - own.units()), 0, now);
    return new Taken.Held(Instant.ofEpochMilli(ends));
  }

  /** Gives back what a checkout holds, with the figure that a claim left. */
  public void release(String checkout, StockLevel level, long now) {
    holds.remove(checkout);
    learn(level.onHand(), level.revision(), now);
  }

  /** What a call at this time is told of the demand. */
  public Demand demand(long now) {
    fade(now);
    double perMinute = Math.log(2) * MINUTE / halfLife;
    return new Demand(onHand, held(), wanted * perMinute, sold * perMinute);
  }

  private long held() {
    return holds.values().stream().mapToLong(Hold::units).sum();
  }

  private void learn(long newOnHand, long newRevision, long now) {
    if (newRevision >= revision) {
      note(0, revision < 0 ? 0 : Math.max(0, onHand - newOnHand), now);
      onHand = newOnHand;
      revision = newRevision;
    }
  }

  private void note(long newlyWanted, long newlySold, long now) {
    fade(now);
    wanted += newlyWanted;
    sold += newlySold;
  }

  private void fade(long now) {
    double left = Math.pow(0.5, (now - at) / halfLife);
    wanted *= left;
    sold *= left;
    at = now;
  }
}
