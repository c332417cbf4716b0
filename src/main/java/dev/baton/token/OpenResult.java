package dev.baton.token;

import dev.baton.checkout.ProblemType;

/** What became of a token that somebody sent. */
public sealed interface OpenResult {
  /** Genuine, and good now. */
  record Verified(VerifiedToken token) implements OpenResult {}

  /** Refused; the detail holds nothing of the token. */
  record Refused(ProblemType type, String detail) implements OpenResult {}
}
