package dev.baton.checkout;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the quote ports are asked, for one state of one checkout.
 *
 * <p>Lines carry the pricing quote as far as it is known, so that a port asked after pricing sees
 * prices and categories; a provider that answers several ports in one call knows its own prices.
 *
 * @param want which quotes are asked
 * @param destination where the goods go; only the country is sure to be there. Personal beyond
 *     country, region and postal code
 * @param customer null until known; providers get it in full
 * @param shipping the shopper's choice so far, with the option last quoted
 * @param itemsNet items less discount as last known, minor units, for shipping prices that depend
 *     on it; 0 when not known
 */
public record QuoteRequest(
    Set<Port> want,
    String storefront,
    String currency,
    String locale,
    boolean taxIncluded,
    List<Line> lines,
    List<String> codes,
    Address destination,
    @Nullable Customer customer,
    @Nullable Shipping shipping,
    long itemsNet) {
  public QuoteRequest {
    want = Set.copyOf(want);
    lines = List.copyOf(lines);
    codes = List.copyOf(codes);
  }
}
