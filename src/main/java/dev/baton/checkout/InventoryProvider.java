package dev.baton.checkout;

/** The inventory port; faults are a {@link ProviderException}. */
public interface InventoryProvider {
  /** Units on hand of the lines' SKUs, holds ignored; what isn't tracked is left out. */
  Quote.Stock stock(QuoteRequest request);
}
