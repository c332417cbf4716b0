package dev.baton.payment;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Totals;

/**
 * The order to place: exactly what was fixed at payment.
 *
 * @param attempt the payment it is bound to
 * @param intent the provider's id of the payment
 * @param contents lines, customer, addresses, shipping and promotions as fixed
 * @param totals of these contents
 */
public record OrderRequest(
    String checkout, String attempt, String intent, Contents contents, Totals totals) {
  @Override
  public String toString() {
    return "OrderRequest[" + checkout + ", " + attempt + "]";
  }
}
