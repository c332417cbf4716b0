package dev.baton.sandbox;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Port;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.ShippingProvider;
import dev.baton.checkout.TaxProvider;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.Screening;
import dev.baton.provider.ProviderConfig;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.stream.Stream;

/** The sandbox of this process, and each of its ports as the adapter named {@code sandbox}. */
@ApplicationScoped
public class SandboxAdapters {
  @Produces
  @Singleton
  Sandbox sandbox(SandboxConfig config, ProviderConfig providers, InstantSource clock) {
    return new Sandbox(
        new SandboxSettings(
            config.url(),
            config.slow(),
            config.processing(),
            config.authorizationLife(),
            config.recount().orElseGet(() -> countedHere(providers))),
        clock,
        Delay.real());
  }

  /**
   * Whether what an order is counted from is all the sandbox's: no other's can be counted again.
   */
  private static boolean countedHere(ProviderConfig providers) {
    return Stream.of(Port.PRICING, Port.SHIPPING, Port.TAX)
        .allMatch(port -> providers.type(port).filter(Sandbox.NAME::equals).isPresent());
  }

  @Produces
  @Singleton
  @Identifier(Sandbox.NAME) PricingProvider pricing(Sandbox sandbox) {
    return sandbox.pricing();
  }

  @Produces
  @Singleton
  @Identifier(Sandbox.NAME) InventoryProvider inventory(Sandbox sandbox) {
    return sandbox.stock();
  }

  @Produces
  @Singleton
  @Identifier(Sandbox.NAME) ShippingProvider shipping(Sandbox sandbox) {
    return sandbox.shipping();
  }

  @Produces
  @Singleton
  @Identifier(Sandbox.NAME) TaxProvider tax(Sandbox sandbox) {
    return sandbox.tax();
  }

  @Produces
  @Singleton
  @Identifier(Sandbox.NAME) PaymentProvider payment(Sandbox sandbox) {
    return sandbox.payments();
  }

  @Produces
  @Singleton
  @Identifier(Sandbox.NAME) OrderBackend orders(Sandbox sandbox) {
    return sandbox.orders();
  }

  @Produces
  @Singleton
  @Identifier(Sandbox.NAME) Screening screening(Sandbox sandbox) {
    return sandbox.screening();
  }
}
