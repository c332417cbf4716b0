package dev.baton.provider;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.ShippingProvider;
import dev.baton.checkout.TaxProvider;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.Screening;
import dev.baton.sandbox.Sandbox;

/** One adapter of every port. */
public record Ports(
    QuoteDesk desk,
    PricingProvider pricing,
    InventoryProvider inventory,
    ShippingProvider shipping,
    TaxProvider tax,
    PaymentProvider payment,
    OrderBackend orders,
    Screening screening) {

  /** Those of a sandbox, with a desk that may ask it otherwise. */
  public static Ports of(QuoteDesk desk, Sandbox sandbox) {
    return new Ports(
        desk,
        sandbox.pricing(),
        sandbox.stock(),
        sandbox.shipping(),
        sandbox.tax(),
        sandbox.payments(),
        sandbox.orders(),
        sandbox.screening());
  }
}
