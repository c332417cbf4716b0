package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/** Everything personal of a checkout; it travels only in the token's encrypted compartment. */
public record Personal(
    @Nullable Customer customer,
    @Nullable Address shippingAddress,
    @Nullable Address billingAddress) {

  /** Nothing known yet. */
  public static final Personal NONE = new Personal(null, null, null);

  @Override
  public String toString() {
    return "Personal[redacted]";
  }
}
