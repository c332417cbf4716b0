package dev.baton.payment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a worker wants of a checkout. */
public sealed interface Goal {
  /**
   * Make this payment, in place of any other.
   *
   * @param endsBy when a checkout ends at the latest whose payment was entered now
   */
  record Pay(Attempt attempt, Anchor anchor, Instant endsBy) implements Goal {}

  /** Make the order. */
  record Complete(Anchor anchor) implements Goal {}

  /** End it without an order. */
  record Cancel(Anchor anchor) implements Goal {}

  /**
   * Bring to rest what others have left half done, and complete what is paid for.
   *
   * @param watch what becomes of payments that wait; null leaves them alone
   */
  record Recover(@Nullable Watch watch) implements Goal {
    public Recover() {
      this(null);
    }
  }

  /**
   * Look at a payment that waits for something, and give it up when that takes too long.
   *
   * @param patience how long a shopper has for the authentication
   */
  record Watch(Instant now, Duration patience) {
    /** Whether a payment that isn't authorised has had its time. */
    boolean tooLong(CheckoutRecord record, Attempt attempt) {
      Instant made = attempt.madeAt();
      return over(record)
          || (attempt.status() == PaymentIntent.Status.REQUIRES_ACTION
              && made != null
              && !now.isBefore(made.plus(patience)));
    }

    /** Whether no token of the checkout is accepted any more. */
    boolean over(CheckoutRecord record) {
      return !now.isBefore(record.endsAt());
    }
  }
}
