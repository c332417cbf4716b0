package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Payment;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a token stands to the record of its checkout. */
sealed interface Fence {
  /** It goes by the record's epoch; or there was no record yet. */
  record Level(CheckoutRecord record) implements Fence {}

  /** It is merely older than what its own anchors did. */
  record Older(CheckoutRecord record) implements Fence {}

  /** Another copy was carried further. */
  record Diverged(CheckoutRecord record) implements Fence {}

  /** The record is gone, or behind, or made anew: rebuilt from the token, not to be relied on. */
  record Rebuilt(CheckoutRecord record) implements Fence {}

  /** Compares. {@code life} is how long a record lasts whose own end was lost. */
  static Fence of(
      @Nullable CheckoutRecord record, VerifiedToken token, Instant now, Duration life) {
    Checkout state = token.checkout();
    long epoch = state.contents().epoch();
    if (record == null) {
      return epoch == 0
          ? new Level(
              CheckoutRecord.fresh(state.contents().id(), 0, null, "", state.contents().endsAt()))
          : new Rebuilt(rebuilt(token).lasting(now.plus(life)));
    }
    if (epoch > record.epoch()) {
      return new Rebuilt(record.overtakenBy(rebuilt(token)));
    }
    boolean newest =
        record.lastAnchor() == null || token.jti().equals(record.lastAnchor().newestOutput());
    if (record.knows(token.jti()) && !newest) {
      return new Older(record);
    }
    if (epoch < record.epoch()) {
      return new Diverged(record);
    }
    CheckoutRecord taking = takingUp(record, token);
    return taking == null ? new Level(record) : new Rebuilt(taking);
  }

  /**
   * A record that was made anew by other tokens, with the payment that this one shows; null when
   * the record isn't one of these. A token of a lost record needs no epoch for that to be seen.
   */
  static @Nullable CheckoutRecord takingUp(CheckoutRecord record, VerifiedToken token) {
    CheckoutRecord taking = record.takingUp(attempt(token));
    return taking == null ? null : taking.endingAt(token.checkout().contents().endsAt());
  }

  private static CheckoutRecord rebuilt(VerifiedToken token) {
    Checkout state = token.checkout();
    return CheckoutRecord.fresh(
        state.contents().id(),
        state.contents().epoch(),
        attempt(token),
        "",
        state.contents().endsAt());
  }

  private static @Nullable Attempt attempt(VerifiedToken token) {
    Checkout state = token.checkout();
    Payment payment = state.payment();
    if (payment.status() == Payment.Status.NONE) {
      return null;
    }
    return new Attempt(
        Objects.requireNonNull(payment.attempt()),
        null,
        payment.amount(),
        state.contents().currency(),
        Objects.requireNonNull(payment.fixed()),
        PaymentIntent.Status.valueOf(payment.status().name()),
        payment.declineCode(),
        state.contents().epoch(),
        "",
        false,
        false,
        null,
        null);
  }
}
