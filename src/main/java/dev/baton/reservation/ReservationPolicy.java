package dev.baton.reservation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When stock is held, for how long, and how long Redis may take. */
@ConfigMapping(prefix = "baton.reservation")
public interface ReservationPolicy {
  /** Which step takes the holds that the shopper did not ask for. */
  @WithDefault("at-payment")
  When when();

  /** How long the holds of a payment last while the shopper still has to do something. */
  @WithDefault("10M")
  Duration atPayment();

  /** How long holds last that were asked for by {@code POST /v1/checkout/reservation}. */
  @WithDefault("15M")
  Duration explicit();

  /** How much longer than the last token of its checkout a record lives. */
  @WithDefault("1D")
  Duration recordMargin();

  /** The part of a SKU's stock, 0 to 1, that holds without a payment may take together. */
  @WithDefault("1")
  double unpaidShare();

  /** How long a figure of the inventory provider is remembered after it was last heard. */
  @WithDefault("1D")
  Duration figure();

  /** Most time that one call to Redis takes before it counts as unavailable. */
  @WithDefault("400ms")
  Duration timeout();

  /** Moments at which stock is held. */
  enum When {
    /** On entering payment. */
    AT_PAYMENT,
    /** Only when asked to; entering payment then finds the holds or is refused. */
    EXPLICIT
  }
}
