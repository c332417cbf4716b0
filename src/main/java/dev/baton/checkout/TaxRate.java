package dev.baton.checkout;

import java.math.BigDecimal;

/**
 * One jurisdiction's rate on a line: a name as the shopper reads it and an exact decimal, {@code
 * 0.19} for 19 %.
 */
public record TaxRate(String name, BigDecimal rate) {
  public TaxRate {
    // One spelling for each rate, so that equal rates are equal.
    rate = Decimals.plain(rate);
    if (rate.signum() < 0 || rate.compareTo(BigDecimal.TEN) > 0 || rate.scale() > 9) {
      throw new IllegalArgumentException("tax rate out of range");
    }
  }
}
