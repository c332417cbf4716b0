package dev.baton.checkout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Gives a merged state the quotes that still stand: those whose input is still what they were given
 * for. Of two that both stand the later one counts.
 *
 * <p>Prices and stock of which neither side's quote stands stay as the last ones known, marked
 * degraded: they are asked again, and only used when the provider is down.
 */
final class MergedQuotes {
  private final Contents mine;
  private final Contents theirs;
  private final Storefront storefront;
  private final InputDigest digest;
  private final List<Receipt> receipts = new ArrayList<>();
  private Contents merged;

  private MergedQuotes(
      Contents bare, Contents mine, Contents theirs, Storefront storefront, InputDigest digest) {
    this.merged = bare;
    this.mine = mine;
    this.theirs = theirs;
    this.storefront = storefront;
    this.digest = digest;
  }

  /** {@code bare} with quotes of either side. */
  static Contents into(
      Contents bare, Contents mine, Contents theirs, Storefront storefront, InputDigest digest) {
    if (bare.lines().isEmpty()) {
      return bare;
    }
    for (Contents side : askedLater(theirs, mine) ? List.of(theirs, mine) : List.of(mine, theirs)) {
      if (sameToQuote(bare, side)) {
        return bare.edit(draft -> {
          draft.lines = side.lines();
          draft.shipping = side.shipping();
          draft.promotions = side.promotions();
          draft.receipts = side.receipts();
        });
      }
    }
    MergedQuotes quotes = new MergedQuotes(bare, mine, theirs, storefront, digest);
    quotes.prices();
    quotes.stock();
    quotes.shipping();
    quotes.taxes();
    return quotes.merged.withReceipts(quotes.receipts);
  }

  /**
   * Whether a side's quotes were asked after the other's: by the first port at which they differ.
   */
  private static boolean askedLater(Contents side, Contents other) {
    for (Port port : Port.values()) {
      Receipt one = side.receipt(port);
      Receipt two = other.receipt(port);
      if (one == null || two == null) {
        if (one != two) {
          return two == null;
        }
      } else if (!one.validUntil().equals(two.validUntil())) {
        return one.validUntil().isAfter(two.validUntil());
      } else if (one.degraded() != two.degraded()) {
        return one.degraded(); // asked again in vain
      }
    }
    return false;
  }

  /** Whether a side is the very same in all that a quote can depend on. */
  private static boolean sameToQuote(Contents bare, Contents side) {
    List<Line> lines =
        side.lines().stream()
            .map(line -> Line.unpriced(line.sku(), line.attributes(), line.quantity()))
            .toList();
    Shipping wish = bare.shipping();
    return bare.lines().equals(lines)
        && bare.codes().equals(side.codes())
        && bare.personal().equals(side.personal())
        && (wish == null ? side.shipping() == null : wish.sameWish(side.shipping()));
  }

  private void prices() {
    Contents from = standing(Port.PRICING);
    if (from != null) {
      priced(line -> line.withPrice(lineOf(from, line).price()), from.promotions());
      return;
    }
    priced(
        line -> {
          Line own = mine.line(line.id());
          Line known = own == null ? theirs.line(line.id()) : own;
          return known == null ? line : line.withPrice(known.price());
        },
        mine.promotions().stream()
            .filter(promotion -> promotion.code() == null || hasCode(promotion.code()))
            .toList());
    lastKnown(Port.PRICING);
  }

  private void priced(UnaryOperator<Line> price, List<Promotion> promotions) {
    List<Line> lines = merged.lines().stream().map(price).toList();
    merged =
        merged.edit(draft -> {
          draft.lines = lines;
          draft.promotions = promotions;
        });
  }

  private boolean hasCode(String code) {
    return merged.codes().stream().anyMatch(code::equalsIgnoreCase);
  }

  private void stock() {
    Contents from = standing(Port.INVENTORY);
    Map<String, Long> units = new HashMap<>();
    for (Contents side : from == null ? List.of(theirs, mine) : List.of(from)) {
      for (Line line : side.lines()) {
        if (line.available() != null) {
          units.put(line.sku(), line.available());
        }
      }
    }
    merged =
        merged.withLines(
            merged.lines().stream()
                .map(line -> line.withAvailable(units.get(line.sku())))
                .toList());
    if (from == null) {
      lastKnown(Port.INVENTORY);
    }
  }

  private void shipping() {
    Shipping wish = merged.shipping();
    if (wish == null || !merged.shippable()) {
      return;
    }
    for (Contents side : sides(Port.SHIPPING)) {
      Shipping quoted = side.shipping();
      if (wish.sameWish(quoted) && stands(Port.SHIPPING, side) && quoted != null) {
        keep(side.receipt(Port.SHIPPING));
        merged = merged.withShipping(wish.withOption(quoted.option()));
        return;
      }
    }
  }

  private void taxes() {
    Contents from = standing(Port.TAX);
    if (from == null) {
      return;
    }
    Shipping shipping = merged.shipping();
    Shipping quoted = from.shipping();
    List<Line> lines =
        merged.lines().stream()
            .map(line ->
                line.price() == null ? line : line.withTaxRates(lineOf(from, line).taxRates()))
            .toList();
    merged =
        merged.edit(draft -> {
          draft.lines = lines;
          draft.shipping =
              shipping == null || quoted == null
                  ? shipping
                  : shipping.withTaxRates(quoted.taxRates());
        });
  }

  /** The side whose quote stands, the later one if both do; its receipt is kept. */
  private @Nullable Contents standing(Port port) {
    for (Contents side : sides(port)) {
      if (stands(port, side)) {
        keep(side.receipt(port));
        return side;
      }
    }
    return null;
  }

  private List<Contents> sides(Port port) {
    Receipt own = mine.receipt(port);
    Receipt other = theirs.receipt(port);
    return own != null && other != null && other.validUntil().isAfter(own.validUntil())
        ? List.of(theirs, mine)
        : List.of(mine, theirs);
  }

  private boolean stands(Port port, Contents side) {
    Receipt receipt = side.receipt(port);
    if (receipt == null || receipt.degraded()) {
      return false;
    }
    boolean taxIncluded = storefront.taxIncluded(merged.effectiveCountry());
    return receipt.input().equals(digest.of(QuoteInputs.of(port, merged, taxIncluded)));
  }

  private void lastKnown(Port port) {
    Receipt own = mine.receipt(port);
    Receipt last = own == null ? theirs.receipt(port) : own;
    if (last != null) {
      receipts.add(
          new Receipt(last.port(), last.provider(), last.input(), last.validUntil(), true));
    }
  }

  private void keep(@Nullable Receipt receipt) {
    if (receipt != null) {
      receipts.add(receipt);
    }
  }

  /** The same input means the same lines. */
  private static Line lineOf(Contents side, Line line) {
    Line same = side.line(line.id());
    if (same == null) {
      throw new IllegalStateException("a quote for other lines");
    }
    return same;
  }
}
