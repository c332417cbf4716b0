package dev.baton.payment;

/** Units (1 or more) of a SKU that a checkout holds at a location, the inventory provider's id. */
public record Held(String sku, String location, long quantity) {}
