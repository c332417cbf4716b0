package dev.baton.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's answer with its validity; provider faults are a {@link ProviderException}. */
public sealed interface Quote {
  /** The provider's name, for the receipt. */
  String provider();

  /** Until when it stands. */
  Instant validUntil();

  /**
   * Prices and promotions.
   *
   * @param lines price by line id
   * @param unknown ids of lines whose SKU isn't sold here
   * @param promotions what applies, in the order in which to compute it
   * @param rejected why a code doesn't apply, by code
   */
  record Pricing(
      String provider,
      Instant validUntil,
      Map<String, LinePrice> lines,
      List<String> unknown,
      List<Promotion> promotions,
      Map<String, CodeRejection> rejected)
      implements Quote {

    /**
     * The price of a line that was asked for; null when it isn't sold here.
     *
     * @throws ProviderException if the quote says neither
     */
    @Nullable LinePrice priceOf(String line) {
      LinePrice price = lines.get(line);
      if (price == null && !unknown.contains(line)) {
        throw new ProviderException(
            Port.PRICING, ProviderException.Kind.CONTRACT, "a line is neither priced nor unknown");
      }
      return price;
    }
  }

  /** Units on hand by SKU, holds ignored; a SKU that is not tracked is left out. */
  record Stock(String provider, Instant validUntil, Map<String, StockLevel> levels)
      implements Quote {}

  /** Every option for these lines and this destination. */
  record ShippingOptions(String provider, Instant validUntil, List<ShippingOption> options)
      implements Quote {}

  /**
   * Tax rates where the goods go.
   *
   * @param lines rates by line id; a line that is left out has unknown tax; an empty list is no tax
   * @param shipping rates on the shipping price; empty is no tax
   */
  record TaxRates(
      String provider, Instant validUntil, Map<String, List<TaxRate>> lines, List<TaxRate> shipping)
      implements Quote {}

  /** Why a promotion code doesn't apply. */
  enum CodeRejection {
    UNKNOWN,
    EXPIRED,
    NOT_APPLICABLE,
    USED_UP,
    NOT_COMBINABLE
  }
}
