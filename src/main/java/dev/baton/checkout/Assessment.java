package dev.baton.checkout;

import java.time.Instant;
import java.util.List;

/**
 * Everything that follows from a state and the clock: sums, problems in the order to fix them, and
 * what can be done next.
 *
 * @param reservation the status on the wire: none, held, changed, committing, claimed, lost
 * @param payment the status on the wire: none, changed, requires-action, ...
 * @param next exactly the actions and operations that the state doesn't refuse
 */
public record Assessment(
    Totals totals, List<Problem> problems, String reservation, String payment, List<String> next) {

  /**
   * Assesses a state.
   *
   * @param now the clock
   * @param fixed the keyed digest that payment is fixed with
   */
  public static Assessment of(
      Checkout checkout, Storefront storefront, Limits limits, Instant now, InputDigest fixed) {
    throw new UnsupportedOperationException();
  }
}
