package dev.baton.provider.http;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Port;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.ShippingProvider;
import dev.baton.checkout.TaxProvider;
import dev.baton.provider.AskedTogether;
import dev.baton.provider.ReportsEnvironment;

/** Each quote port by itself, for who asks only one. */
record HttpPorts(HttpQuotes desk)
    implements PricingProvider,
        InventoryProvider,
        ShippingProvider,
        TaxProvider,
        AskedTogether,
        ReportsEnvironment {
  @Override
  public Environment environment() {
    return desk.environment();
  }

  @Override
  public Quote.Pricing price(QuoteRequest request) {
    return desk.one(Port.PRICING, Quote.Pricing.class, request);
  }

  @Override
  public Quote.Stock stock(QuoteRequest request) {
    return desk.one(Port.INVENTORY, Quote.Stock.class, request);
  }

  @Override
  public Quote.ShippingOptions options(QuoteRequest request) {
    return desk.one(Port.SHIPPING, Quote.ShippingOptions.class, request);
  }

  @Override
  public Quote.TaxRates rates(QuoteRequest request) {
    return desk.one(Port.TAX, Quote.TaxRates.class, request);
  }
}
