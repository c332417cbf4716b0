package dev.baton.payment;

import dev.baton.payment.CheckoutRecord.Phase;

/** Why somebody has to come back to a checkout, even if its shopper never does. */
public enum Unrest {
  /** There is nothing left to do. */
  NONE,
  /** A worker has left it half done, or is at it. */
  HALF_DONE,
  /** It is paid for, and the order is to be made by itself. */
  PAID,
  /** The shopper has to authenticate the payment. */
  AWAITING_SHOPPER,
  /** The provider is still at it. */
  PROCESSING,
  /** It is paid for, and the shopper wants to make the order. */
  AWAITING_COMPLETE;

  /** What a record says. */
  public static Unrest of(CheckoutRecord record) {
    Attempt attempt = record.attempt();
    boolean halfDone =
        record.underWay()
            || !record.dead().isEmpty()
            || (record.phase() == Phase.OPEN && attempt != null && attempt.pending())
            || (record.phase() == Phase.OPEN && record.paymentToUndo());
    if (halfDone) {
      return HALF_DONE;
    }
    if (record.phase() != Phase.OPEN || attempt == null || !record.paymentStands()) {
      return NONE;
    }
    return switch (attempt.status()) {
      case REQUIRES_ACTION -> AWAITING_SHOPPER;
      case PROCESSING -> PROCESSING;
      case AUTHORIZED, CAPTURED -> attempt.autoComplete() ? PAID : AWAITING_COMPLETE;
      case null -> HALF_DONE;
      case FAILED, CANCELLED, REFUNDED -> NONE;
    };
  }
}
