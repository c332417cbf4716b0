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

  /** Most time that one call to Redis takes before it counts as unavailable. */
  @WithDefault("600ms")
  Duration timeout();
}
