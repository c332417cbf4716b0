package dev.baton.payment;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Totals;

/** The screening port: asked for a judgement before a payment is made. */
public interface Screening {
  /** Whether this purchase may be paid. */
  Verdict screen(Contents contents, Totals totals);

  /** The judgement; why is never told to the shopper. */
  enum Verdict {
    ACCEPT,
    REFUSE
  }
}
