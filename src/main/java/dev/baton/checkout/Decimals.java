package dev.baton.checkout;

import java.math.BigDecimal;

/** Rates and shares as exact fractions of longs. */
final class Decimals {
  private static final long[] POWERS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private Decimals() {}

  /** The same number without trailing zeros and without a negative scale. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** 10 to the power of {@code scale}, 0..9. */
  static long power(int scale) {
    return POWERS[scale];
  }

  /** {@code number} times {@code 10^scale}, which has to be whole. */
  static long unscaled(BigDecimal number, int scale) {
    return Math.multiplyExact(
        number.unscaledValue().longValueExact(), power(scale - number.scale()));
  }
}
