package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/**
 * What the pricing provider said of a line.
 *
 * @param title as the shopper reads it, in the checkout's locale
 * @param unitPrice minor units, 0 or more
 * @param shippable false for digital goods
 * @param taxCategory the provider's word for how it is taxed ("standard", "books", ...), an input
 *     of the tax quote
 * @param maxQuantity the most units of this line that one checkout may buy, or null for the
 *     storefront's own limit
 */
public record LinePrice(
    String title,
    long unitPrice,
    boolean shippable,
    String taxCategory,
    @Nullable Integer maxQuantity) {
  public LinePrice {
    if (unitPrice < 0 || unitPrice > Money.MAX) {
      throw new IllegalArgumentException("unit price out of range");
    }
    if (maxQuantity != null && maxQuantity < 0) {
      throw new IllegalArgumentException("most units out of range");
    }
  }
}
