package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/**
 * What the token says of the payment. {@code changed} is not stored: it follows from {@code fixed}
 * and the state.
 *
 * @param attempt id of the attempt, null for NONE
 * @param fixed digest of what was bought when payment was entered, null for NONE
 * @param amount what the attempt is for, minor units
 * @param declineCode why the last attempt failed, generic, null unless FAILED
 */
public record Payment(
    Status status,
    @Nullable String attempt,
    @Nullable String fixed,
    long amount,
    @Nullable String declineCode) {
  public Payment {
    if (amount < 0 || amount > Money.MAX) {
      throw new IllegalArgumentException("amount out of range");
    }
  }

  /** Nothing was tried. */
  public static final Payment NONE = new Payment(Status.NONE, null, null, 0, null);

  /** Whether it may still lead to an order, or has. */
  public boolean live() {
    return switch (status) {
      case REQUIRES_ACTION, PROCESSING, AUTHORIZED, CAPTURED -> true;
      case NONE, FAILED, CANCELLED, REFUNDED -> false;
    };
  }

  /** What is stored. */
  public enum Status {
    NONE,
    REQUIRES_ACTION,
    PROCESSING,
    AUTHORIZED,
    CAPTURED,
    FAILED,
    CANCELLED,
    REFUNDED
  }
}
