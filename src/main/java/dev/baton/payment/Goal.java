package dev.baton.payment;

import java.time.Instant;

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

  /** Bring to rest what others have left half done, and complete what is paid for. */
  record Recover() implements Goal {}
}
