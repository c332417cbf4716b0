package dev.baton.payment;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Totals;

/**
 * The screening port: asked for a judgement before a payment is made. Faults are a {@link
 * dev.baton.checkout.ProviderException}; nothing is paid then.
 */
public interface Screening {
  /** Whether this purchase may be paid; the contents are whole, personal data included. */
  Verdict screen(Contents contents, Totals totals);

  /** The judgement; why is never told to the shopper. */
  enum Verdict {
    ACCEPT,
    REFUSE
  }
}
