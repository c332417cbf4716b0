package dev.baton.checkout;

import java.math.BigInteger;

/**
 * Splits amounts in proportion to weights by the method of the largest remainder (Hamilton), so
 * that the parts add up to the unit.
 */
final class Allocation {
  private Allocation() {}

  /**
   * Splits {@code amount}; of equal remainders the one that stands first gets the unit. While the
   * amount is at most the sum of the weights, no part exceeds its weight.
   *
   * @param amount 0..{@link Money#MAX}
   * @param weights each 0 or more, together within a long
   * @return one part per weight
   * @throws IllegalArgumentException if there is something to split and nothing to split it by
   */
  static long[] split(long amount, long[] weights) {
    long sum = 0;
    long largest = 0;
    for (long weight : weights) {
      sum = Math.addExact(sum, weight);
      largest = Math.max(largest, weight);
    }
    long[] parts = new long[weights.length];
    if (amount == 0) {
      return parts;
    }
    if (sum == 0) {
      throw new IllegalArgumentException("nothing to split by");
    }
    long[] remainders = new long[weights.length];
    boolean small = Money.fits(amount, largest);
    long left = amount;
    for (int i = 0; i < weights.length; i++) {
      if (small) {
        long product = amount * weights[i];
        parts[i] = product / sum;
        remainders[i] = product % sum;
      } else {
        BigInteger[] exact =
            BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(weights[i]))
                .divideAndRemainder(BigInteger.valueOf(sum));
        parts[i] = exact[0].longValueExact();
        remainders[i] = exact[1].longValueExact();
      }
      left -= parts[i];
    }
    for (; left > 0; left--) {
      int next = indexOfLargest(remainders);
      parts[next]++;
      remainders[next] = -1;
    }
    return parts;
  }

  private static int indexOfLargest(long[] values) {
    int index = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[index]) {
        index = i;
      }
    }
    return index;
  }
}
