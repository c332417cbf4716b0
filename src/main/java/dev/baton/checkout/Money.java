package dev.baton.checkout;

import java.math.BigInteger;

/**
 * Exact arithmetic on amounts, which are integer minor units of an ISO 4217 currency, from {@code
 * -MAX} to {@code MAX}.
 */
public final class Money {
  /** The largest amount, 2^53-1: what every JSON reader can hold exactly. */
  public static final long MAX = (1L << 53) - 1;

  private Money() {}

  /**
   * Thrown when an amount would leave {@code -MAX..MAX}; the caller turns it into {@code
   * amount-too-large}.
   */
  public static final class OutOfRange extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    OutOfRange() {
      super("amount outside 2^53-1 minor units");
    }
  }

  /**
   * The sum of {@code a} and {@code b}.
   *
   * @throws OutOfRange if it isn't an amount
   */
  public static long add(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw new OutOfRange();
    }
    return checked(sum);
  }

  /**
   * {@code a} times {@code b}.
   *
   * @throws OutOfRange if it isn't an amount
   */
  public static long multiply(long a, long b) {
    if (!fits(a, b)) {
      throw new OutOfRange();
    }
    return checked(a * b);
  }

  /**
   * {@code amount * numerator / denominator}, half up; the amount is not negative, the fraction
   * neither, and its denominator is positive.
   *
   * @throws OutOfRange if the result isn't an amount
   */
  public static long fraction(long amount, long numerator, long denominator) {
    if (fits(amount, numerator)
        && fits(amount * numerator, 2)
        && denominator < Long.MAX_VALUE / 2) {
      long product = amount * numerator;
      long quotient = product / denominator;
      long rest = product % denominator;
      return checked(2 * rest >= denominator ? quotient + 1 : quotient);
    }
    return divideHalfUp(
        BigInteger.valueOf(amount).multiply(BigInteger.valueOf(numerator)),
        BigInteger.valueOf(denominator));
  }

  /** Whether a product can be reckoned in a long. */
  static boolean fits(long a, long b) {
    long product = a * b;
    return Math.multiplyHigh(a, b) == product >> 63;
  }

  /**
   * {@code numerator / denominator}, half up (away from zero at exactly one half); the denominator
   * is positive.
   *
   * @throws OutOfRange if the result isn't an amount
   */
  public static long divideHalfUp(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() <= 0) {
      throw new IllegalArgumentException("denominator must be positive");
    }
    BigInteger twice = numerator.abs().shiftLeft(1).add(denominator);
    BigInteger rounded = twice.divide(denominator.shiftLeft(1));
    return checked(numerator.signum() < 0 ? rounded.negate() : rounded);
  }

  private static long checked(BigInteger amount) {
    if (amount.bitLength() > 53) {
      throw new OutOfRange();
    }
    return amount.longValueExact();
  }

  private static long checked(long amount) {
    if (amount > MAX || amount < -MAX) {
      throw new OutOfRange();
    }
    return amount;
  }
}
