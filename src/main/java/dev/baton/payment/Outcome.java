package dev.baton.payment;

import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Refusal;
import org.jspecify.annotations.Nullable;

/** What a worker's run has come to; what the shopper is told. */
public sealed interface Outcome {
  /** The payment was made, as far as it goes without the shopper. */
  record Paid(PaymentIntent intent) implements Outcome {}

  /** The payment was declined; the record says so. */
  record Declined(Refusal refusal) implements Outcome {}

  /** The order is made and paid for. */
  record Completed() implements Outcome {}

  /** It has ended without order and without charge. */
  record Cancelled() implements Outcome {}

  /** Refused, and nothing has changed. */
  record Unchanged(Refusal refusal) implements Outcome {}

  /** Refused for good, undone, and the checkout is open again. */
  record Reopened(Refusal refusal) implements Outcome {}

  /** The payment isn't authorised yet. */
  record NotAuthorized(PaymentIntent intent) implements Outcome {}

  /** This attempt can't be used any more; another token makes another attempt. */
  record AttemptUsedUp() implements Outcome {}

  /** Nothing was left to do. */
  record AtRest() implements Outcome {}

  /**
   * Not now: something is down or still at it; whoever comes next goes on.
   *
   * @param fault what kind of provider fault it was, if it was one
   */
  record Later(ProviderException.@Nullable Kind fault) implements Outcome {}

  /** Another worker has it. */
  record Lost() implements Outcome {}

  /** Redis is down: what was written last may stand or not. */
  record StoreDown() implements Outcome {}
}
