package dev.baton.checkout;

/**
 * The pricing port. Amounts are minor units of the request's currency, with tax or without as the
 * request says; faults are a {@link ProviderException}.
 */
public interface PricingProvider {
  /**
   * Prices the lines and says which promotions apply: every line is either priced or unknown; a
   * code that is neither among the promotions nor rejected doesn't apply.
   */
  Quote.Pricing price(QuoteRequest request);
}
