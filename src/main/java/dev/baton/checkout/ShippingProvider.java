package dev.baton.checkout;

/**
 * The shipping port. Prices are minor units of the request's currency; faults are a {@link
 * ProviderException}.
 */
public interface ShippingProvider {
  /** Every option for the lines and the destination; none when nothing can go there. */
  Quote.ShippingOptions options(QuoteRequest request);
}
