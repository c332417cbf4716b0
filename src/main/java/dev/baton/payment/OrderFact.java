package dev.baton.payment;

import dev.baton.checkout.Order;

/**
 * What is known of the order of a checkout.
 *
 * @param attempt the payment it is bound to
 * @param captured whether its money was taken
 * @param settled whether the backend knows that
 */
public record OrderFact(Order order, String attempt, boolean captured, boolean settled) {
  OrderFact taken() {
    return new OrderFact(order, attempt, true, settled);
  }

  OrderFact paid() {
    return new OrderFact(order, attempt, true, true);
  }
}
