package dev.baton.reservation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What holds may take, and how long Redis may. How long a hold lasts is its taker's to say. */
@ConfigMapping(prefix = "baton.reservation")
public interface ReservationPolicy {
  /** The part of a SKU's stock, 0 to 1, that holds without a payment may take together. */
  @WithDefault("1")
  double unpaidShare();

  /** How long a figure of the inventory provider is remembered after it was last heard. */
  @WithDefault("1D")
  Duration figure();

  /** After how long a hold or a sale counts half in the forecast of what will be gone. */
  @WithDefault("2M")
  Duration halfLife();

  /** How long shoppers take from the first line to paying, for that forecast. */
  @WithDefault("5M")
  Duration lead();

  /** How long a reservation lasts at least where scarce goods are held for less time. */
  @WithDefault("3M")
  Duration shortest();

  /** Most time that one call to Redis takes before it counts as unavailable. */
  @WithDefault("600ms")
  Duration timeout();

  /**
   * How many replicas have to have a hold before it counts; 0 for none. Without one, a hold that
   * was just given can be lost when a primary dies.
   */
  @WithDefault("0")
  int replicas();

  /** How long to wait for them; then the hold is given back and the call refused. */
  @WithDefault("200ms")
  Duration replicasTimeout();
}
