package dev.baton.provider;

import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteDesk.Answer;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds to a request what the first answers say, for the ports that are asked after them. */
final class QuoteEnrichment {
  private QuoteEnrichment() {}

  /** The request as the next port sees it; faults leave what was last known. */
  static QuoteRequest with(QuoteRequest request, Map<Port, Answer> answers) {
    var known = request;
    if (answers.get(Port.PRICING) instanceof Answer.Quoted(Quote.Pricing pricing)) {
      known = priced(known, pricing);
    }
    if (answers.get(Port.SHIPPING) instanceof Answer.Quoted(Quote.ShippingOptions options)) {
      known = shipped(known, options);
    }
    return known;
  }

  private static QuoteRequest priced(QuoteRequest request, Quote.Pricing pricing) {
    List<Line> lines =
        request.lines().stream()
            .map(line ->
                new Line(
                    line.id(),
                    line.sku(),
                    line.attributes(),
                    line.quantity(),
                    pricing.lines().get(line.id()),
                    line.available(),
                    line.taxRates()))
            .toList();
    return copy(request, lines, request.shipping());
  }

  private static QuoteRequest shipped(QuoteRequest request, Quote.ShippingOptions quote) {
    Shipping shipping = request.shipping();
    if (shipping == null) {
      return request;
    }
    var option = chosen(shipping, quote.options());
    return copy(
        request,
        request.lines(),
        new Shipping(shipping.wanted(), shipping.wantedLocation(), option, null));
  }

  private static @Nullable ShippingOption chosen(Shipping shipping, List<ShippingOption> options) {
    Predicate<ShippingOption> fits =
        shipping.wanted().equals("cheapest")
            ? option -> option.type() == ShippingOption.Type.SHIPPING
            : option ->
                option.id().equals(shipping.wanted())
                    && (shipping.wantedLocation() == null
                        || shipping.wantedLocation().equals(option.location()));
    return options.stream()
        .filter(fits)
        .min(Comparator.comparingLong(ShippingOption::price))
        .orElse(null);
  }

  private static QuoteRequest copy(
      QuoteRequest request, List<Line> lines, @Nullable Shipping shipping) {
    return new QuoteRequest(
        request.want(),
        request.storefront(),
        request.currency(),
        request.locale(),
        request.taxIncluded(),
        lines,
        request.codes(),
        request.destination(),
        request.customer(),
        shipping,
        request.itemsNet());
  }
}
