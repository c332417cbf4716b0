package dev.baton.checkout;

/**
 * Units of a SKU at a location.
 *
 * @param location the provider's id of the place ("main")
 * @param onHand units there, claims already taken off, holds ignored
 * @param revision grows with each change of the figure; an older one never replaces a newer
 */
public record StockLevel(String sku, String location, long onHand, long revision) {}
