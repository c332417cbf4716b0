package dev.baton.token;

import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.ProblemType;

/** What became of a token that a new checkout is to begin from. */
public sealed interface ResumeResult {
  /** Genuine; what it holds for its storefront. */
  record Opened(String storefront, LinesAndCodes contents) implements ResumeResult {}

  /** Refused; the detail holds nothing of the token. */
  record Refused(ProblemType type, String detail) implements ResumeResult {}
}
