package dev.baton.completion;

import dev.baton.checkout.Storefront;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import org.jspecify.annotations.Nullable;

/** Counts what workers have come to. */
@FunctionalInterface
interface Tally {
  Tally NONE = (goal, outcome) -> {};

  void count(Goal goal, Outcome outcome);

  /**
   * A record that was written: of all who work on a checkout, one alone writes that it is paid, or
   * has ended.
   *
   * @param storefront null when nobody knows any more
   */
  default void written(
      CheckoutRecord before, CheckoutRecord after, @Nullable Storefront storefront) {}
}
