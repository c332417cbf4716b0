package dev.baton.token;

/** What became of a token that somebody sent. */
public sealed interface OpenResult permits OpenResult.Verified, TokenRefusal {
  /** Genuine, and good now. */
  record Verified(VerifiedToken token) implements OpenResult {}
}
