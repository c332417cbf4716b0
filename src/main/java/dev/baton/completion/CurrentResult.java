package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.token.VerifiedToken;

/** What the record's newest token is, for whoever wants to merge with it. */
public sealed interface CurrentResult {
  /** No anchor was ever passed, or none that the bearer's token doesn't know: nothing to merge. */
  record Nothing() implements CurrentResult {}

  /**
   * The newest one.
   *
   * @param token the record's, or the bearer's own when the record can't show one
   * @param state what it carries, with what the record says: epoch, holds, payment
   */
  record Newest(VerifiedToken token, Checkout.Open state) implements CurrentResult {}

  /** The checkout has ended, or is being worked on. */
  record Refused(AnchorResult.Refused refused) implements CurrentResult {}
}
