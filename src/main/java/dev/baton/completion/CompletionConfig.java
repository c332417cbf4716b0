package dev.baton.completion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Times and caps of the anchors. */
@ConfigMapping(prefix = "baton.completion")
public interface CompletionConfig {
  /**
   * How long a worker keeps others away. Longer than the slowest provider call twice: a worker
   * renews it when half is gone, before an effect that can't be undone.
   */
  @WithDefault("PT30S")
  Duration lease();

  /** How long a reservation without payment lasts. */
  @WithDefault("PT15M")
  Duration hold();

  /** How often such a reservation may be extended. */
  @WithDefault("4")
  int renewals();

  /** How long a checkout lives at most once payment was entered. */
  @WithDefault("PT24H")
  Duration paymentEntered();

  /** How long the record outlives every token of its checkout. */
  @WithDefault("PT1H")
  Duration recordMargin();

  /** The longest life of a checkout: a record that was lost and rebuilt lasts that long. */
  @WithDefault("P7D")
  Duration checkoutLife();

  /** Payment attempts of one checkout. */
  @WithDefault("5")
  int attempts();

  /** How long a shopper has to authenticate a payment (3-D Secure) before it is given up. */
  @WithDefault("PT10M")
  Duration authentication();

  /**
   * How long after a payment was authorised the order is made by itself: the browser, which gets
   * its answer at once, comes first.
   */
  @WithDefault("PT5S")
  Duration autoComplete();

  /** When a caller is asked to come back while a checkout is being worked on. */
  @WithDefault("PT1S")
  Duration retryAfter();
}
