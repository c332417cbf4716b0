package dev.baton.checkout;

import java.util.ArrayList;
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
 * @param destination where the goods go: for tax the place of a chosen pickup, else as for every
 *     other port the address they would be sent to; only the country is sure to be there. Personal
 *     beyond country, region and postal code
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

  /** Asks for other ports. */
  public QuoteRequest wanting(Set<Port> ports) {
    return new QuoteRequest(
        ports,
        storefront,
        currency,
        locale,
        taxIncluded,
        lines,
        codes,
        destination,
        customer,
        shipping,
        itemsNet);
  }

  /**
   * The request as the ports after pricing see it: prices and net sum are the quoted ones, and
   * lines that aren't sold are gone.
   *
   * @throws ProviderException if the quote leaves a line open
   */
  public QuoteRequest pricedBy(Quote.Pricing quote) {
    List<Line> priced = new ArrayList<>(lines.size());
    for (Line line : lines) {
      LinePrice price = quote.priceOf(line.id());
      if (price != null) {
        priced.add(line.withPrice(price));
      }
    }
    return withLines(priced, net(priced, quote.promotions()));
  }

  /** A sum that no amount can be is the largest there is: whoever reckons the total refuses it. */
  private static long net(List<Line> lines, List<Promotion> promotions) {
    try {
      return TotalsReckoning.itemsNet(lines, promotions);
    } catch (Money.OutOfRange e) {
      return Money.MAX;
    }
  }

  /** The request as the other ports see it while pricing is down: without unpriced lines. */
  public QuoteRequest pricedAsFarAsKnown() {
    return withLines(lines.stream().filter(line -> line.price() != null).toList(), itemsNet);
  }

  private QuoteRequest withLines(List<Line> newLines, long newItemsNet) {
    return new QuoteRequest(
        want,
        storefront,
        currency,
        locale,
        taxIncluded,
        newLines,
        codes,
        destination,
        customer,
        shipping,
        newItemsNet);
  }

  /**
   * The request as the tax port sees it: with the option that fits the shopper's wish if anything
   * ships, and with the place of a pickup as the destination.
   */
  public QuoteRequest shippedBy(Quote.ShippingOptions quote) {
    if (shipping == null) {
      return this;
    }
    boolean ships =
        lines.stream().anyMatch(line -> line.price() != null && line.price().shippable());
    Shipping chosen = ships ? shipping.among(quote.options()) : shipping.withOption(null);
    ShippingOption option = chosen.option();
    return new QuoteRequest(
        want,
        storefront,
        currency,
        locale,
        taxIncluded,
        lines,
        codes,
        option == null || option.pickupAt() == null ? destination : option.pickupAt(),
        customer,
        chosen,
        itemsNet);
  }
}
