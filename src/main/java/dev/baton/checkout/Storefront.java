package dev.baton.checkout;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A shop front that may use this gateway, as configured.
 *
 * @param origins browser origins that may send its tokens ("https://shop.example")
 * @param returnAddresses prefixes of addresses to which a payment page may send the shopper back
 * @param currencies ISO 4217 codes it sells in
 * @param countries ISO 3166-1 alpha-2 codes it sells to
 * @param taxExcludedIn countries where prices are shown without tax; elsewhere they include it
 * @param attributes names that set-attribute accepts
 * @param notBefore tokens issued earlier are refused; null for no such limit
 * @param holdPolicy when its checkouts hold stock
 */
public record Storefront(
    String id,
    Set<String> origins,
    Set<URI> returnAddresses,
    Set<String> currencies,
    Set<String> countries,
    Set<String> taxExcludedIn,
    Set<String> attributes,
    @Nullable Instant notBefore,
    HoldPolicy holdPolicy) {
  public Storefront {
    origins = Set.copyOf(origins);
    returnAddresses = Set.copyOf(returnAddresses);
    currencies = Set.copyOf(currencies);
    countries = Set.copyOf(countries);
    taxExcludedIn = Set.copyOf(taxExcludedIn);
    attributes = Set.copyOf(attributes);
  }

  /** Whether prices for this country include tax. */
  public boolean taxIncluded(String country) {
    return !taxExcludedIn.contains(country);
  }
}
