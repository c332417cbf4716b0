package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/** What became of a stateless step. */
public sealed interface StepResult {
  /**
   * The step was taken (or changed nothing: then the checkout equals the one given).
   *
   * @param options the shipping options, if this step had them quoted; else null
   */
  record Accepted(Checkout checkout, Quote.@Nullable ShippingOptions options)
      implements StepResult {}

  /** Nothing was changed. */
  record Refused(Refusal refusal) implements StepResult {}
}
