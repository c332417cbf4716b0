package dev.baton.sandbox;

import dev.baton.checkout.LinePrice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the sandbox sells.
 *
 * @param prices minor units by currency; whether tax is in them is for the storefront to say
 * @param taxCategory standard, books, food or digital
 * @param stock units at the start; null for what can't run out
 * @param maxQuantity the most units that one checkout may buy, or null
 * @param image a drawing, as the text of an SVG document
 */
public record Product(
    String sku,
    Map<String, String> titles,
    Map<String, Long> prices,
    String taxCategory,
    boolean shippable,
    @Nullable Long stock,
    @Nullable Integer maxQuantity,
    String image) {
  public Product {
    titles = Map.copyOf(titles);
    prices = Map.copyOf(prices);
  }

  /** The title in the language of a BCP 47 locale, else in English. */
  public String title(String locale) {
    return new Localised(titles).in(locale);
  }

  /**
   * The price quote in a currency, or null when it isn't sold in it.
   *
   * @param trade for a customer who is verified as one of the trade: a tenth less, half up
   */
  @Nullable LinePrice price(String currency, String locale, boolean trade) {
    Long price = prices.get(currency);
    return price == null
        ? null
        : new LinePrice(
            title(locale),
            trade ? (price * 9 + 5) / 10 : price,
            shippable,
            taxCategory,
            maxQuantity);
  }
}
