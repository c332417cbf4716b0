package dev.baton.provider;

import dev.baton.checkout.Port;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Gathers the settings of all ports. */
@ApplicationScoped
class ProviderConfigProducer {
  @Produces
  @Singleton
  ProviderConfig config(
      ProviderConfig.Shared shared,
      ProviderConfig.Pricing pricing,
      ProviderConfig.Inventory inventory,
      ProviderConfig.Shipping shipping,
      ProviderConfig.Tax tax,
      ProviderConfig.Payment payment,
      ProviderConfig.Orders orders,
      ProviderConfig.Screening screening) {
    return new ProviderConfig(
        shared,
        Map.of(
            Port.PRICING, pricing,
            Port.INVENTORY, inventory,
            Port.SHIPPING, shipping,
            Port.TAX, tax,
            Port.PAYMENT, payment,
            Port.ORDERS, orders,
            Port.SCREENING, screening));
  }
}
