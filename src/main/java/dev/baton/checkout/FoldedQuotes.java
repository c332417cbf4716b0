package dev.baton.checkout;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the answers of one round into the state that they were asked for.
 *
 * <p>When a provider is down, its last answer stays while it is for the same input, marked degraded
 * once it has expired. Prices stay, marked degraded, even for another input, as long as each line
 * has one; shipping and tax for another input are unknown.
 */
final class FoldedQuotes {
  private static final List<Port> PORTS =
      List.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX);

  private final Quoting quoting;
  private final Set<Port> due;
  private final Map<Port, QuoteDesk.Answer> answers;
  private final boolean newCodes;
  private final Map<Port, Receipt> receipts = new EnumMap<>(Port.class);
  private Contents contents;
  private Map<String, Quote.CodeRejection> rejected = Map.of();

  FoldedQuotes(
      Quoting quoting,
      Contents contents,
      Set<Port> due,
      Map<Port, QuoteDesk.Answer> answers,
      boolean newCodes) {
    this.quoting = quoting;
    this.contents = contents;
    this.due = due;
    this.answers = answers;
    this.newCodes = newCodes;
    contents.receipts().forEach(receipt -> receipts.put(receipt.port(), receipt));
  }

  Quoting.Quoted quoted() {
    for (Port port : PORTS) {
      if (port == Port.SHIPPING && (contents.shipping() == null || !contents.shippable())) {
        receipts.remove(Port.SHIPPING);
        contents = Quoting.withoutShipping(contents);
      } else if (due.contains(port)) {
        fold(port);
      }
    }
    contents = contents.withReceipts(List.copyOf(receipts.values()));
    return new Quoting.Quoted(contents, rejected, options());
  }

  private Quote.@Nullable ShippingOptions options() {
    return contents.shippable()
            && answers.get(Port.SHIPPING)
                instanceof QuoteDesk.Answer.Quoted(Quote.ShippingOptions options)
        ? options
        : null;
  }

  private void fold(Port port) {
    QuoteDesk.Answer answer = answers.get(port);
    if (port == Port.TAX && answer instanceof QuoteDesk.Answer.Quoted && destinationDiffers()) {
      answer =
          new QuoteDesk.Answer.Down(
              new ProviderException(Port.TAX, ProviderException.Kind.NOT_SENT));
    }
    switch (answer) {
      case QuoteDesk.Answer.Quoted(Quote quote) -> {
        take(quote);
        receipts.put(
            port,
            new Receipt(
                port, quote.provider(), quoting.input(port, contents), quote.validUntil(), false));
      }
      case QuoteDesk.Answer.Down(ProviderException fault) -> keep(port, fault);
      case null -> throw new IllegalStateException("no answer for " + port.wire());
    }
  }

  /**
   * Whether tax was asked for another place than the goods turned out to go to: shipping was asked
   * and down, so that the tax port wasn't told of the pickup that stays chosen.
   */
  private boolean destinationDiffers() {
    return answers.get(Port.SHIPPING) instanceof QuoteDesk.Answer.Down
        && !contents.destination().equals(contents.deliveryAddress());
  }

  private void take(Quote quote) {
    switch (quote) {
      case Quote.Pricing pricing -> takePrices(pricing);
      case Quote.Stock stock -> contents = contents.withLines(stocked(stock));
      case Quote.ShippingOptions options -> {
        if (contents.shipping() != null) {
          contents = contents.withShipping(contents.shipping().among(options.options()));
        }
      }
      case Quote.TaxRates rates -> takeRates(rates);
    }
  }

  private void takePrices(Quote.Pricing pricing) {
    rejected = pricing.rejected();
    List<Line> lines = new ArrayList<>(contents.lines().size());
    for (Line line : contents.lines()) {
      lines.add(line.withPrice(pricing.priceOf(line.id())));
    }
    for (Promotion promotion : pricing.promotions()) {
      if (promotion.code() != null && !hasCode(promotion.code())) {
        throw new ProviderException(
            Port.PRICING,
            ProviderException.Kind.CONTRACT,
            "a promotion is for a code that was not asked");
      }
    }
    try {
      contents =
          contents.edit(draft -> {
            draft.lines = lines;
            draft.promotions = pricing.promotions();
          });
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          Port.PRICING, ProviderException.Kind.CONTRACT, "lines and promotions don't fit", e);
    }
  }

  private boolean hasCode(String code) {
    return contents.codes().stream().anyMatch(code::equalsIgnoreCase);
  }

  private List<Line> stocked(Quote.Stock stock) {
    List<Line> lines = new ArrayList<>(contents.lines().size());
    for (Line line : contents.lines()) {
      StockLevel level = stock.levels().get(line.sku());
      lines.add(line.withAvailable(level == null ? null : Math.max(0, level.onHand())));
    }
    return lines;
  }

  private void takeRates(Quote.TaxRates rates) {
    List<Line> lines = new ArrayList<>(contents.lines().size());
    for (Line line : contents.lines()) {
      lines.add(line.withTaxRates(line.price() == null ? null : rates.lines().get(line.id())));
    }
    Shipping shipping = contents.shipping();
    contents =
        contents.edit(draft -> {
          draft.lines = lines;
          draft.shipping = shipping == null ? null : shipping.withTaxRates(rates.shipping());
        });
  }

  /** Makes do without an answer. */
  private void keep(Port port, ProviderException fault) {
    Receipt last = receipts.get(port);
    boolean sameInput = last != null && last.input().equals(quoting.input(port, contents));
    switch (port) {
      case PRICING -> keepPrices(fault, last, sameInput);
      case INVENTORY -> {
        keepStock();
        keepReceipt(last, sameInput);
      }
      case SHIPPING -> {
        // A wish without an option is new, or wasn't offered: nothing is known of it.
        if (sameInput && contents.shippingOption() != null) {
          keepReceipt(last, true);
        } else {
          contents = Quoting.withoutShipping(contents);
          receipts.remove(Port.SHIPPING);
        }
      }
      case TAX -> {
        if (sameInput) {
          keepReceipt(last, true);
        } else {
          takeRates(new Quote.TaxRates("", quoting.now(), Map.of(), List.of()));
          forgetShippingTax();
          receipts.remove(Port.TAX);
        }
      }
      case PAYMENT, ORDERS, SCREENING -> throw fault;
    }
  }

  private void keepPrices(ProviderException fault, @Nullable Receipt last, boolean sameInput) {
    if (last == null
        || newCodes
        || contents.lines().stream().anyMatch(line -> line.price() == null)) {
      throw fault;
    }
    List<Promotion> standing =
        contents.promotions().stream()
            .filter(promotion -> promotion.code() == null || hasCode(promotion.code()))
            .toList();
    contents = contents.withPromotions(contents.codes(), standing);
    keepReceipt(last, sameInput);
  }

  /** What is known of a SKU stays; a new line of the same SKU shares it. */
  private void keepStock() {
    Map<String, Long> known = new HashMap<>();
    for (Line line : contents.lines()) {
      if (line.available() != null) {
        known.put(line.sku(), line.available());
      }
    }
    contents =
        contents.withLines(
            contents.lines().stream()
                .map(line -> line.withAvailable(known.get(line.sku())))
                .toList());
  }

  private void keepReceipt(@Nullable Receipt last, boolean sameInput) {
    if (last != null) {
      boolean degraded = last.degraded() || !sameInput || quoting.expired(last);
      receipts.put(
          last.port(),
          new Receipt(last.port(), last.provider(), last.input(), last.validUntil(), degraded));
    }
  }

  private void forgetShippingTax() {
    Shipping shipping = contents.shipping();
    if (shipping != null) {
      contents = contents.withShipping(shipping.withTaxRates(null));
    }
  }
}
