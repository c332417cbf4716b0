package dev.baton.checkout;

/** The pricing port. */
public interface PricingProvider {
  /** Prices the lines and says which promotions apply. */
  Quote.Pricing price(QuoteRequest request);
}
