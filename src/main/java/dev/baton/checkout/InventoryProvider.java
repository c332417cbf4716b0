package dev.baton.checkout;

/** The inventory port. */
public interface InventoryProvider {
  /** Units on hand of the lines' SKUs. */
  Quote.Stock stock(QuoteRequest request);
}
