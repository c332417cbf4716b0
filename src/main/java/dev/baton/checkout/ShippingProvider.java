package dev.baton.checkout;

/** The shipping port. */
public interface ShippingProvider {
  /** Every option for the lines and the destination. */
  Quote.ShippingOptions options(QuoteRequest request);
}
