package dev.baton.token;

import dev.baton.checkout.LinesAndCodes;

/** What became of a token that a new checkout is to begin from. */
public sealed interface ResumeResult permits ResumeResult.Opened, TokenRefusal {
  /** Genuine; what it holds for its storefront. */
  record Opened(String storefront, LinesAndCodes contents) implements ResumeResult {}
}
