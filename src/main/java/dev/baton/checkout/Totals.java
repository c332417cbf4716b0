package dev.baton.checkout;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a checkout, in minor units of its currency, none beyond {@link Money#MAX}.
 *
 * <p>Reckoned in exact rationals, half up to the minor unit. Each promotion is computed once, on
 * its eligible lines after those before it, and split over the lines by largest remainder. Tax is
 * per line, never per unit, after discount; shipping is a line with rates of its own. Included tax
 * is {@code gross * r / (1 + r)}, excluded {@code net * r}, by the combined rate {@code r}, split
 * over the jurisdictions by largest remainder.
 *
 * <p>{@code total = items - discount + shipping - shippingDiscount + (taxIncluded ? 0 : tax)};
 * {@code due = total - giftCards - paid}.
 *
 * @param giftCards always 0: version 1 takes none, and the place is kept for them
 * @param discount on items only
 * @param shipping the shipping price before its discount
 * @param tax null when the tax of anything is unknown: it is then left out and the total is
 *     estimated
 * @param lines what each line comes to, by line id
 * @param promotions what each promotion took off (items and shipping together), by its id
 */
public record Totals(
    long items,
    long discount,
    long shipping,
    long shippingDiscount,
    @Nullable Long shippingTax,
    @Nullable Long tax,
    boolean taxIncluded,
    List<TaxSum> taxes,
    boolean estimated,
    long total,
    long giftCards,
    long paid,
    long due,
    Map<String, LineSum> lines,
    Map<String, Long> promotions) {

  public Totals {
    taxes = List.copyOf(taxes);
    lines = Collections.unmodifiableMap(lines);
    promotions = Collections.unmodifiableMap(promotions);
  }

  /**
   * Reckons the sums.
   *
   * @param taxIncluded whether the prices include tax
   * @param payment what was captured counts as paid
   * @throws Money.OutOfRange if any amount leaves 2^53-1
   */
  public static Totals of(Contents contents, boolean taxIncluded, Payment payment) {
    return TotalsReckoning.of(contents, taxIncluded, payment);
  }

  /**
   * The sums of a checkout, with tax included or not as its storefront has it for the country that
   * prices go by.
   *
   * @throws Money.OutOfRange if any amount leaves 2^53-1
   */
  public static Totals of(Checkout checkout, Storefront storefront) {
    Contents contents = checkout.contents();
    return TotalsReckoning.of(
        contents, storefront.taxIncluded(contents.effectiveCountry()), checkout.payment());
  }

  /** The sums of a line of this checkout. */
  public LineSum line(String id) {
    LineSum sum = lines.get(id);
    if (sum == null) {
      throw new IllegalArgumentException("no such line");
    }
    return sum;
  }

  /**
   * A line's sums.
   *
   * @param total quantity * unitPrice - discount
   * @param tax null when unknown
   */
  public record LineSum(long discount, @Nullable Long tax, long total) {
    /** Of a line that isn't sold any more: it counts for nothing. */
    static final LineSum NOT_SOLD = new LineSum(0, null, 0);
  }

  /**
   * All tax of one name and rate; {@code base} is the amount it is reckoned on, net of this and
   * every other tax.
   */
  public record TaxSum(String name, BigDecimal rate, long base, long amount) {}
}
