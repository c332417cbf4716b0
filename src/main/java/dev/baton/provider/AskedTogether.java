package dev.baton.provider;

import dev.baton.checkout.QuoteDesk;

/** A quote adapter whose provider answers several ports in one request. */
public interface AskedTogether {
  /** Asks that provider; equal desks are the same provider. */
  QuoteDesk desk();
}
