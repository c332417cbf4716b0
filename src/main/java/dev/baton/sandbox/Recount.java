package dev.baton.sandbox;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Port;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.TaxRate;
import dev.baton.checkout.Totals;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts an order again with the sandbox's own prices: a buyer's word is not enough. */
final class Recount {
  private final boolean on;
  private final SandboxPricing pricing;
  private final SandboxTax tax;
  private final SandboxShipping shipping;

  /**
   * @param on false where others price what is ordered: a total is taken as it comes then
   */
  Recount(boolean on, SandboxPricing pricing, SandboxTax tax, SandboxShipping shipping) {
    this.on = on;
    this.pricing = pricing;
    this.tax = tax;
    this.shipping = shipping;
  }

  /**
   * Why the order can't be accepted at its total, or null when it can.
   *
   * @param oneMore counts one minor unit too many, on purpose
   */
  @Nullable Placed refusal(OrderRequest request, boolean oneMore) {
    if (!on) {
      return oneMore ? new Placed.TotalChanged(request.totals().total() + 1) : null;
    }
    Contents given = request.contents();
    boolean taxIncluded = request.totals().taxIncluded();
    QuoteRequest question = question(given, taxIncluded);
    SandboxPricing.Offer offer = pricing.offer(question, true);
    if (!offer.unknown.isEmpty() || given.lines().isEmpty()) {
      return new Placed.Rejected("not-sold");
    }
    Shipping choice = given.shipping();
    ShippingOption option = choice == null ? null : option(choice, shipping.offered(question));
    boolean ships = offer.lines.values().stream().anyMatch(price -> price.shippable());
    if (ships && option == null) {
      return new Placed.Rejected("shipping-unavailable");
    }
    Map<String, List<TaxRate>> rates = tax.lines(given.lines(), given.destination());
    List<Line> lines =
        given.lines().stream()
            .map(line ->
                new Line(
                    line.id(),
                    line.sku(),
                    line.attributes(),
                    line.quantity(),
                    offer.lines.get(line.id()),
                    line.available(),
                    rates.get(line.id())))
            .toList();
    Contents own = given.withLines(lines).withPromotions(codes(offer.promotions), offer.promotions);
    if (choice != null) {
      own =
          own.withShipping(
              new Shipping(
                  choice.wanted(),
                  choice.wantedLocation(),
                  option,
                  tax.shipping(given.destination())));
    }
    Totals totals = Totals.of(own, taxIncluded, Payment.NONE);
    if (totals.estimated()) {
      return new Placed.Rejected("tax-unknown");
    }
    long total = totals.total() + (oneMore ? 1 : 0);
    return total == request.totals().total() ? null : new Placed.TotalChanged(total);
  }

  private static @Nullable ShippingOption option(Shipping choice, List<ShippingOption> offered) {
    ShippingOption chosen = choice.option();
    if (chosen == null) {
      return null;
    }
    for (ShippingOption option : offered) {
      if (option.id().equals(chosen.id())
          && String.valueOf(option.location()).equals(String.valueOf(chosen.location()))) {
        return option;
      }
    }
    return null;
  }

  private static List<String> codes(List<Promotion> promotions) {
    return promotions.stream().map(Promotion::code).filter(code -> code != null).toList();
  }

  private static QuoteRequest question(Contents contents, boolean taxIncluded) {
    return new QuoteRequest(
        Set.of(Port.PRICING, Port.SHIPPING, Port.TAX),
        contents.storefront(),
        contents.currency(),
        contents.locale(),
        taxIncluded,
        contents.lines(),
        codes(contents.promotions()),
        contents.deliveryAddress(),
        contents.personal().customer(),
        contents.shipping(),
        0);
  }
}
