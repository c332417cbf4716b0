package dev.baton.checkout;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a checkout, minor units, by the rules of "The same cents everywhere".
 *
 * <p>{@code total = items - discount + shipping - shippingDiscount + (taxIncluded ? 0 : tax)};
 * {@code due = total - giftCards - paid}.
 *
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

  /**
   * A line's sums.
   *
   * @param total quantity * unitPrice - discount
   * @param tax null when unknown
   */
  public record LineSum(long discount, @Nullable Long tax, long total) {}

  /**
   * All tax of one name and rate; {@code base} is the amount it is reckoned on, net of this and
   * every other tax.
   */
  public record TaxSum(String name, BigDecimal rate, long base, long amount) {}
}
