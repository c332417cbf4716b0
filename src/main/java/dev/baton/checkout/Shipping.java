package dev.baton.checkout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shopper's choice of shipping and what it costs.
 *
 * @param wanted what the shopper asked for: an option's id, or "cheapest"
 * @param wantedLocation the pickup place asked for, if any
 * @param option the option as last quoted; null when the last quote has none that fits
 * @param taxRates the rates on the shipping price; null when unknown
 */
public record Shipping(
    String wanted,
    @Nullable String wantedLocation,
    @Nullable ShippingOption option,
    @Nullable List<TaxRate> taxRates) {
  public Shipping {
    taxRates = taxRates == null ? null : List.copyOf(taxRates);
  }
}
