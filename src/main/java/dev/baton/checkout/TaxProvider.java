package dev.baton.checkout;

/** The tax port. */
public interface TaxProvider {
  /** Rates for the lines and for shipping at the destination; the request's lines are priced. */
  Quote.TaxRates rates(QuoteRequest request);
}
