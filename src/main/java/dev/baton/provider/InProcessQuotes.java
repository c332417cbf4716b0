package dev.baton.provider;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Port;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.ShippingProvider;
import dev.baton.checkout.TaxProvider;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks providers that answer one port a call, one after the other. */
public record InProcessQuotes(
    PricingProvider pricing,
    InventoryProvider inventory,
    ShippingProvider shipping,
    TaxProvider tax)
    implements QuoteDesk {
  private static final List<Port> ORDER =
      List.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX);

  @Override
  public Map<Port, Answer> ask(QuoteRequest request) {
    var answers = new EnumMap<Port, Answer>(Port.class);
    var known = request;
    for (Port port : ORDER) {
      if (request.want().contains(port)) {
        var answer = answer(port, known);
        answers.put(port, answer);
        known = QuoteEnrichment.with(known, Map.of(port, answer));
      }
    }
    return answers;
  }

  private Answer answer(Port port, QuoteRequest request) {
    try {
      return new Answer.Quoted(quote(port, request));
    } catch (ProviderException fault) {
      return new Answer.Down(fault);
    }
  }

  private Quote quote(Port port, QuoteRequest request) {
    return switch (port) {
      case PRICING -> pricing.price(request);
      case INVENTORY -> inventory.stock(request);
      case SHIPPING -> shipping.options(request);
      case TAX -> tax.rates(request);
      case PAYMENT, ORDERS, SCREENING ->
          throw new IllegalArgumentException("not a quote port: " + port.wire());
    };
  }
}
