package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/**
 * A way to get the goods to the shopper, as quoted.
 *
 * @param type shipping or pickup
 * @param id the provider's id ("standard")
 * @param label as the shopper reads it
 * @param price minor units, 0 or more
 * @param location id of the pickup place, null unless a pickup
 * @param pickupAt where a pickup takes place (its country and postal code decide the tax), null
 *     unless a pickup
 */
public record ShippingOption(
    Type type,
    String id,
    String label,
    long price,
    @Nullable String location,
    @Nullable Address pickupAt) {
  public ShippingOption {
    if (price < 0 || price > Money.MAX) {
      throw new IllegalArgumentException("shipping price out of range");
    }
    if (type == Type.SHIPPING && (location != null || pickupAt != null)) {
      throw new IllegalArgumentException("only a pickup has a place");
    }
  }

  /** Whether the goods travel or the shopper does. */
  public enum Type {
    SHIPPING,
    PICKUP
  }
}
