package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/**
 * Who buys. {@code id} and {@code group} are set only from a verified assertion; everything else is
 * the shopper's claim.
 *
 * <p>Personal data: {@code toString} is redacted.
 */
public record Customer(
    String email,
    @Nullable String name,
    @Nullable String company,
    @Nullable String taxId,
    @Nullable String id,
    @Nullable String group) {

  @Override
  public String toString() {
    return "Customer[redacted]";
  }
}
