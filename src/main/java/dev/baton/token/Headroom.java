package dev.baton.token;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Reservation;

/**
 * The room that a token keeps free for what its checkout has yet to become, in characters: no
 * anchor may be stopped by a size once it has done something, so what doesn't fit is refused
 * before. Each figure is for the longest that can be written there, in Base64url.
 */
final class Headroom {
  /** Status, time and digest. */
  static final int RESERVATION = 80;

  /** Status, attempt, digest, amount. */
  static final int PAYMENT = 200;

  /** Id and number of 64 characters in any script, an address of 512, the time. */
  static final int ORDER = 1256;

  /** Longer words and numbers, a decline's code, a parent, another key's name. */
  static final int GROWTH = 256;

  /** Of that, once a payment was entered; less, so that refreshing it is no step too far. */
  static final int GROWTH_ONCE_PAID = 128;

  /** What an untouched checkout keeps free. */
  static final int MOST = RESERVATION + PAYMENT + ORDER + GROWTH;

  private Headroom() {}

  /** What this state has to keep free; less, the more of it is there already. */
  static int of(Checkout checkout) {
    return switch (checkout) {
      case Checkout.Open open -> before(open.reservation(), open.payment());
      case Checkout.Completing c -> before(c.reservation(), c.payment());
      case Checkout.Cancelling c -> before(c.reservation(), c.payment());
      case Checkout.Completed completed -> 0;
      case Checkout.Cancelled cancelled -> 0;
    };
  }

  private static int before(Reservation reservation, Payment payment) {
    return (reservation.equals(Reservation.NONE) ? RESERVATION : 0)
        + (payment.equals(Payment.NONE) ? PAYMENT + GROWTH : GROWTH_ONCE_PAID)
        + ORDER;
  }
}
