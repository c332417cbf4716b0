package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/**
 * A postal address, which may still be partial: only the country (ISO 3166-1 alpha-2) is always
 * there. The rest is as the shopper wrote it.
 *
 * <p>Personal data: {@code toString} shows nothing but the country.
 */
public record Address(
    @Nullable String name,
    @Nullable String company,
    @Nullable String line1,
    @Nullable String line2,
    @Nullable String postalCode,
    @Nullable String city,
    @Nullable String region,
    String country,
    @Nullable String phone) {

  @Override
  public String toString() {
    return "Address[" + country + ", redacted]";
  }
}
