package dev.baton.checkout;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the quotes of a state up to date: asks once for what has expired or depends on something
 * that was edited, and folds the answers in, see {@link FoldedQuotes}.
 */
final class Quoting {
  private final QuoteDesk desk;
  private final Instant now;
  private final Storefront storefront;
  private final InputDigest digest;

  Quoting(QuoteDesk desk, Instant now, Storefront storefront, InputDigest digest) {
    this.desk = desk;
    this.now = now;
    this.storefront = storefront;
    this.digest = digest;
  }

  /**
   * What quoting came to.
   *
   * @param rejected why codes don't apply, as far as pricing was asked
   * @param options what was offered, if shipping was asked and answered
   */
  record Quoted(
      Contents contents,
      Map<String, Quote.CodeRejection> rejected,
      Quote.@Nullable ShippingOptions options) {}

  /**
   * What to ask for besides what is due.
   *
   * @param all every quote that this state needs
   * @param choice the shopper chose another way to ship
   * @param codes the shopper applied a code, so that pricing has to answer
   * @param options the options themselves are wanted
   */
  record Ask(boolean all, boolean choice, boolean codes, boolean options) {}

  /**
   * Brings the quotes up to date.
   *
   * @throws ProviderException if pricing is down and a line has no price, or a code is new
   * @throws Money.OutOfRange if an amount gets too large
   */
  Quoted quote(Contents contents, Ask ask) {
    if (contents.lines().isEmpty()) {
      return new Quoted(withoutShipping(contents), Map.of(), null);
    }
    Set<Port> due = due(contents, ask);
    Set<Port> want = EnumSet.copyOf(due.isEmpty() ? EnumSet.noneOf(Port.class) : due);
    if (ask.options() && (contents.shippable() || due.contains(Port.PRICING))) {
      want.add(Port.SHIPPING);
    }
    Map<Port, QuoteDesk.Answer> answers =
        want.isEmpty() ? Map.of() : desk.ask(request(contents, want));
    return new FoldedQuotes(this, contents, due, answers, ask.codes()).quoted();
  }

  /**
   * The ports whose quote is missing, expired or for another input, and those that depend on it.
   */
  private Set<Port> due(Contents contents, Ask ask) {
    EnumSet<Port> due = EnumSet.noneOf(Port.class);
    boolean pricing = ask.all() || isDue(Port.PRICING, contents);
    if (pricing) {
      due.add(Port.PRICING);
    }
    if (ask.all() || isDue(Port.INVENTORY, contents)) {
      due.add(Port.INVENTORY);
    }
    boolean wish = contents.shipping() != null && (pricing || contents.shippable());
    if (wish && (pricing || ask.all() || ask.choice() || isDue(Port.SHIPPING, contents))) {
      due.add(Port.SHIPPING);
    }
    if (pricing || due.contains(Port.SHIPPING) || isDue(Port.TAX, contents)) {
      due.add(Port.TAX);
    }
    return due;
  }

  Instant now() {
    return now;
  }

  private boolean isDue(Port port, Contents contents) {
    Receipt receipt = contents.receipt(port);
    return receipt == null
        || receipt.degraded()
        || expired(receipt)
        || !receipt.input().equals(input(port, contents));
  }

  boolean expired(Receipt receipt) {
    return !now.isBefore(receipt.validUntil());
  }

  String input(Port port, Contents contents) {
    return digest.of(QuoteInputs.of(port, contents, taxIncluded(contents)));
  }

  private boolean taxIncluded(Contents contents) {
    return storefront.taxIncluded(contents.effectiveCountry());
  }

  private QuoteRequest request(Contents contents, Set<Port> want) {
    boolean pricing = want.contains(Port.PRICING);
    return new QuoteRequest(
        want,
        contents.storefront(),
        contents.currency(),
        contents.locale(),
        taxIncluded(contents),
        pricing
            ? contents.lines()
            : contents.lines().stream().filter(line -> line.price() != null).toList(),
        contents.codes(),
        want.contains(Port.SHIPPING) ? contents.deliveryAddress() : contents.destination(),
        contents.personal().customer(),
        contents.shipping(),
        // Pricing is about to say anew.
        pricing ? 0 : TotalsReckoning.itemsNet(contents.lines(), contents.promotions()));
  }

  static Contents withoutShipping(Contents contents) {
    Shipping shipping = contents.shipping();
    return shipping == null ? contents : contents.withShipping(shipping.withOption(null));
  }
}
