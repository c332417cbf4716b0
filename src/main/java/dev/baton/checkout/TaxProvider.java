package dev.baton.checkout;

/**
 * The tax port: rates, exact decimals, never amounts, which are reckoned here. Faults are a {@link
 * ProviderException}.
 */
public interface TaxProvider {
  /**
   * Rates for the lines and for shipping at the destination; the request's lines are priced. A line
   * that is left out has unknown tax, which is not the same as none.
   */
  Quote.TaxRates rates(QuoteRequest request);
}
