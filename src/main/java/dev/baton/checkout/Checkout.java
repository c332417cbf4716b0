package dev.baton.checkout;

/**
 * One purchase in progress, as one of its states; each state offers only what can be done in it.
 */
public sealed interface Checkout {
  /** What is in it. */
  Contents contents();

  /** What is known of the stock held for it. */
  Reservation reservation();

  /** What is known of its payment. */
  Payment payment();

  /** This state with other contents. */
  Checkout with(Contents newContents);

  /** Can be edited, reserved and paid. */
  record Open(Contents contents, Reservation reservation, Payment payment) implements Checkout {
    @Override
    public Open with(Contents newContents) {
      return new Open(newContents, reservation, payment);
    }

    /** This with other holds. */
    public Open with(Reservation newReservation) {
      return new Open(contents, newReservation, payment);
    }

    /** This with another payment. */
    public Open with(Payment newPayment) {
      return new Open(contents, reservation, newPayment);
    }

    /** Completion has begun. */
    public Completing completing() {
      return new Completing(contents, reservation, payment);
    }

    /** Cancellation has begun. */
    public Cancelling cancelling() {
      return new Cancelling(contents, reservation, payment);
    }
  }

  /** On its way to an order. */
  record Completing(Contents contents, Reservation reservation, Payment payment)
      implements Checkout {
    @Override
    public Completing with(Contents newContents) {
      return new Completing(newContents, reservation, payment);
    }

    /** The order was placed. */
    public Completed completed(Payment newPayment, Order order) {
      return new Completed(contents, newPayment, order);
    }

    /** The backend refused for good; the shopper may go on. */
    public Open reopened(Reservation newReservation, Payment newPayment) {
      return new Open(contents, newReservation, newPayment);
    }
  }

  /** On its way to being cancelled. */
  record Cancelling(Contents contents, Reservation reservation, Payment payment)
      implements Checkout {
    @Override
    public Cancelling with(Contents newContents) {
      return new Cancelling(newContents, reservation, payment);
    }

    /** Closed at the backend, payment voided. */
    public Cancelled cancelled(Payment newPayment) {
      return new Cancelled(contents, newPayment);
    }

    /** There was an order already. */
    public Completed completed(Payment newPayment, Order order) {
      return new Completed(contents, newPayment, order);
    }
  }

  /** It became an order. */
  record Completed(Contents contents, Payment payment, Order order) implements Checkout {
    @Override
    public Completed with(Contents newContents) {
      return new Completed(newContents, payment, order);
    }

    @Override
    public Reservation reservation() {
      return new Reservation(Reservation.Status.CLAIMED, null, null);
    }
  }

  /** It ended without an order. */
  record Cancelled(Contents contents, Payment payment) implements Checkout {
    @Override
    public Cancelled with(Contents newContents) {
      return new Cancelled(newContents, payment);
    }

    @Override
    public Reservation reservation() {
      return Reservation.NONE;
    }
  }
}
