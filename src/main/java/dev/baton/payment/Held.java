package dev.baton.payment;

/** Units of a SKU at a location that a checkout holds. */
public record Held(String sku, String location, long quantity) {}
