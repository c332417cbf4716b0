package dev.baton.checkout;

/** Whether a SKU will soon be gone, as far as is known without asking anybody. */
@FunctionalInterface
public interface Forecast {
  /** Knows nothing, and so expects nothing. */
  Forecast NONE = _ -> false;

  /** Whether who begins a checkout now may find it gone when paying. */
  boolean scarce(String sku);
}
