package dev.baton.checkout;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of a checkout.
 *
 * @param id a hash of SKU and attributes, so that forks of a checkout agree on it
 * @param sku the merchant's id of the thing
 * @param attributes what distinguishes two lines of one SKU (an engraving, a size), in name order
 * @param quantity whole units, 1 or more
 * @param price the price quote; null between an action and the quote that follows it, and after
 *     that when the thing isn't sold (any more): it then counts for nothing and has to be removed
 * @param available units that the inventory provider has, holds ignored; null when it was not asked
 *     or didn't answer
 * @param taxRates the rates of this line; null when they are unknown
 */
public record Line(
    String id,
    String sku,
    SortedMap<String, String> attributes,
    int quantity,
    @Nullable LinePrice price,
    @Nullable Long available,
    @Nullable List<TaxRate> taxRates) {

  public Line {
    if (quantity < 1) {
      throw new IllegalArgumentException("quantity must be at least 1");
    }
    attributes = Sorted.copyOf(attributes);
    taxRates = taxRates == null ? null : List.copyOf(taxRates);
  }

  /** A line that nobody has priced yet. */
  public static Line unpriced(String sku, Map<String, String> attributes, int quantity) {
    return new Line(
        LineId.of(sku, attributes), sku, Sorted.copyOf(attributes), quantity, null, null, null);
  }

  /** This line with another price quote; one that isn't sold has no tax. */
  public Line withPrice(@Nullable LinePrice newPrice) {
    return new Line(
        id, sku, attributes, quantity, newPrice, available, newPrice == null ? null : taxRates);
  }

  /** This line with another stock quote. */
  public Line withAvailable(@Nullable Long newAvailable) {
    return new Line(id, sku, attributes, quantity, price, newAvailable, taxRates);
  }

  /** This line with another tax quote. */
  public Line withTaxRates(@Nullable List<TaxRate> newTaxRates) {
    return new Line(id, sku, attributes, quantity, price, available, newTaxRates);
  }

  /** This line with another quantity. */
  public Line withQuantity(int newQuantity) {
    return new Line(id, sku, attributes, newQuantity, price, available, taxRates);
  }

  /** The price quote of a line that is known to have one. */
  public LinePrice priced() {
    if (price == null) {
      throw new IllegalStateException("line is not priced");
    }
    return price;
  }
}
