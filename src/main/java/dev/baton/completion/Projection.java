package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Reservation;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.OrderFact;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the record says of a checkout, as the state that its token carries. */
final class Projection {
  private Projection() {}

  /** The state of these contents at this record. */
  static Checkout of(CheckoutRecord record, Contents base) {
    Contents contents = base.withEpoch(record.epoch()).endingAt(record.endsAt());
    Payment payment = payment(record);
    Reservation reservation = reservation(record);
    Checkout.Open open = new Checkout.Open(contents, reservation, payment);
    return switch (record.phase()) {
      case OPEN -> open;
      case COMPLETING -> open.completing();
      case CANCELLING -> open.cancelling();
      case COMPLETED -> open.completing().completed(payment, order(record));
      case CANCELLED -> open.cancelling().cancelled(payment);
    };
  }

  /** Whether two states say the same, whatever their revisions. */
  static boolean same(Checkout one, Checkout other) {
    return one.getClass() == other.getClass()
        && one.contents().withRevision(1).equals(other.contents().withRevision(1))
        && one.reservation().equals(other.reservation())
        && one.payment().equals(other.payment())
        && Objects.equals(orderOf(one), orderOf(other));
  }

  /** A state with the next revision. */
  static Checkout revised(Checkout state, int revision) {
    return state.with(state.contents().withRevision(revision));
  }

  private static @Nullable Order orderOf(Checkout state) {
    return state instanceof Checkout.Completed completed ? completed.order() : null;
  }

  private static Order order(CheckoutRecord record) {
    OrderFact fact = record.order();
    if (fact == null) {
      throw new IllegalStateException("completed without an order: " + record);
    }
    return fact.order();
  }

  private static Reservation reservation(CheckoutRecord record) {
    if (record.held().isEmpty() || record.heldUntil() == null) {
      return Reservation.NONE;
    }
    Reservation.Status status =
        record.paymentStands() ? Reservation.Status.COMMITTING : Reservation.Status.HELD;
    return new Reservation(status, record.heldUntil(), record.heldLines());
  }

  private static Payment payment(CheckoutRecord record) {
    Attempt attempt = record.attempt();
    if (attempt == null || attempt.status() == null) {
      return Payment.NONE;
    }
    return new Payment(
        Payment.Status.valueOf(attempt.status().name()),
        attempt.id(),
        attempt.fixed(),
        attempt.amount(),
        attempt.declineCode());
  }
}
