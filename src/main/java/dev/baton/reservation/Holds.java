package dev.baton.reservation;

import dev.baton.checkout.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The holds of all checkouts, in Redis. Holds belong to a checkout ({@code cid}), so taking again
 * adjusts by the difference, and a shopper's own holds never stand in the shopper's way. Redis
 * faults are a {@link RedisUnavailableException}.
 */
public interface Holds {
  /**
   * Sets what a checkout holds: every want is held until the same time, or nothing has changed.
   *
   * <p>Taken SKU by SKU in sorted order; on a refusal the earlier ones are put back as they were.
   * SKUs that the checkout held before and that are not wanted any more are released last.
   *
   * @param before SKUs and locations held by this checkout so far, as its record knows them
   * @param lasting how long, by Redis' clock
   * @param backing what stands behind the hold
   */
  Taken take(
      String checkout, List<Want> wants, List<Place> before, Duration lasting, Backing backing);

  /** The same, with a payment that stands behind it ({@code committing}) or none. */
  default Taken take(
      String checkout, List<Want> wants, List<Place> before, Duration lasting, boolean committing) {
    return take(checkout, wants, before, lasting, committing ? Backing.STANDING : Backing.NONE);
  }

  /**
   * Gives back what a checkout holds at these places, and writes the figures that a claim (or its
   * undoing) left, in the same step per SKU.
   */
  void release(String checkout, List<Place> places, List<StockLevel> figures);

  /** What stands behind a hold. */
  enum Backing {
    /** Nothing: it counts against the share of the stock that unpaid holds may take. */
    NONE,
    /**
     * A payment that is about to be made. That share doesn't stop it, but it is counted there until
     * the payment stands, since it may come to nothing.
     */
    ENTERING,
    /** A payment: the hold is committing, and doesn't count against that share. */
    STANDING
  }

  /** A SKU at a location. */
  record Place(String sku, String location) {}

  /**
   * Units to hold, with the inventory provider's figure; of two figures the one with the higher
   * revision counts.
   *
   * @param onHand units the provider has, holds ignored
   */
  record Want(String sku, String location, long quantity, long onHand, long revision) {
    /** Where. */
    public Place place() {
      return new Place(sku, location);
    }
  }

  /** The answer to {@link #take}. */
  sealed interface Taken {
    /** Everything is held. */
    record Held(Instant until) implements Taken {}

    /**
     * Nothing has changed; {@code available} is what this checkout could have of it, its own holds
     * included.
     */
    record Short(String sku, String location, long available) implements Taken {}
  }
}
