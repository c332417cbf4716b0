package dev.baton.provider;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Port;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.ShippingProvider;
import dev.baton.checkout.TaxProvider;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.Screening;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import java.util.EnumMap;
import java.util.concurrent.ExecutorService;

/**
 * Chooses the adapter of each port at run time by {@code baton.<port>.type}, among the beans that
 * carry its name as {@link Identifier}, and gives it to whoever injects the port.
 */
@ApplicationScoped
public class ProviderSelection {
  private final ProviderConfig config;
  private final ExecutorService threads;
  private final ProviderMetrics metrics;

  ProviderSelection(
      ProviderConfig config, @VirtualThreads ExecutorService threads, MeterRegistry registry) {
    this.metrics = new ProviderMetrics(registry);
    this.config = config;
    this.threads = threads;
  }

  @Produces
  @ApplicationScoped
  PricingProvider pricing(@Any Instance<PricingProvider> adapters) {
    return chosen(Port.PRICING, adapters);
  }

  @Produces
  @ApplicationScoped
  InventoryProvider inventory(@Any Instance<InventoryProvider> adapters) {
    return chosen(Port.INVENTORY, adapters);
  }

  @Produces
  @ApplicationScoped
  ShippingProvider shipping(@Any Instance<ShippingProvider> adapters) {
    return chosen(Port.SHIPPING, adapters);
  }

  @Produces
  @ApplicationScoped
  TaxProvider tax(@Any Instance<TaxProvider> adapters) {
    return chosen(Port.TAX, adapters);
  }

  @Produces
  @ApplicationScoped
  PaymentProvider payment(@Any Instance<PaymentProvider> adapters) {
    return new TimedPayment(chosen(Port.PAYMENT, adapters), metrics);
  }

  @Produces
  @ApplicationScoped
  OrderBackend orders(@Any Instance<OrderBackend> adapters) {
    return new TimedOrders(chosen(Port.ORDERS, adapters), metrics);
  }

  @Produces
  @ApplicationScoped
  Screening screening(@Any Instance<Screening> adapters) {
    Screening chosen = chosen(Port.SCREENING, adapters);
    return (contents, totals) ->
        metrics.timed(Port.SCREENING, () -> chosen.screen(contents, totals));
  }

  @Produces
  @ApplicationScoped
  QuoteDesk desk(
      @Any Instance<PricingProvider> pricing,
      @Any Instance<InventoryProvider> inventory,
      @Any Instance<ShippingProvider> shipping,
      @Any Instance<TaxProvider> tax) {
    var inProcess =
        new InProcessQuotes(
            chosen(Port.PRICING, pricing),
            chosen(Port.INVENTORY, inventory),
            chosen(Port.SHIPPING, shipping),
            chosen(Port.TAX, tax));
    var desks = new EnumMap<Port, QuoteDesk>(Port.class);
    desks.put(Port.PRICING, together(inProcess.pricing(), inProcess));
    desks.put(Port.INVENTORY, together(inProcess.inventory(), inProcess));
    desks.put(Port.SHIPPING, together(inProcess.shipping(), inProcess));
    desks.put(Port.TAX, together(inProcess.tax(), inProcess));
    return new QuoteRounds(desks, threads, metrics);
  }

  private static QuoteDesk together(Object provider, QuoteDesk otherwise) {
    return provider instanceof AskedTogether shared ? shared.desk() : otherwise;
  }

  private <T> T chosen(Port port, Instance<T> adapters) {
    return named(port, adapters, PortSettings.of(port, config).type()).get();
  }

  /**
   * The adapter of that name.
   *
   * @throws ProviderSettingException when there is none
   */
  static <T> Instance<T> named(Port port, Instance<T> adapters, String name) {
    var found = adapters.select(Identifier.Literal.of(name));
    if (!found.isResolvable()) {
      throw new ProviderSettingException(
          "baton." + port.wire() + ".type is " + name + ", and there is no such adapter.");
    }
    return found;
  }
}
