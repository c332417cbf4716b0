package dev.baton.provider.http;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Port;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.ShippingProvider;
import dev.baton.checkout.TaxProvider;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.Screening;
import dev.baton.provider.PortSettings;
import dev.baton.provider.ProviderConfig;
import dev.baton.provider.ProviderSettingException;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;
import org.jspecify.annotations.Nullable;

/** Makes the http adapters from the settings of their ports. */
@ApplicationScoped
public class HttpAdapters {
  private static final List<Port> QUOTED =
      List.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX);

  private final ProviderConfig config;
  private final TlsConfigurationRegistry tls;
  private final Map<Address, HttpPorts> quotes = new ConcurrentHashMap<>();

  HttpAdapters(ProviderConfig config, TlsConfigurationRegistry tls) {
    this.config = config;
    this.tls = tls;
  }

  /** Ports with the same address are the same provider. */
  private record Address(@Nullable URI url, @Nullable String token, @Nullable String tls) {
    static Address of(PortSettings settings) {
      return new Address(settings.url(), settings.token(), settings.tls());
    }

    @Override
    public String toString() {
      return "Address[" + url + "]";
    }
  }

  @Produces
  @Singleton
  @Identifier("http") PricingProvider pricing() {
    return quotes(Port.PRICING);
  }

  @Produces
  @Singleton
  @Identifier("http") InventoryProvider inventory() {
    return quotes(Port.INVENTORY);
  }

  @Produces
  @Singleton
  @Identifier("http") ShippingProvider shipping() {
    return quotes(Port.SHIPPING);
  }

  @Produces
  @Singleton
  @Identifier("http") TaxProvider tax() {
    return quotes(Port.TAX);
  }

  @Produces
  @Singleton
  @Identifier("http") PaymentProvider payment() {
    return new HttpPayment(calls(PortSettings.of(Port.PAYMENT, config)));
  }

  @Produces
  @Singleton
  @Identifier("http") OrderBackend orders() {
    return new HttpOrders(calls(PortSettings.of(Port.ORDERS, config)));
  }

  @Produces
  @Singleton
  @Identifier("http") Screening screening() {
    return new HttpScreening(calls(PortSettings.of(Port.SCREENING, config)));
  }

  private HttpPorts quotes(Port port) {
    var address = Address.of(PortSettings.of(port, config));
    return quotes.computeIfAbsent(
        address, same -> new HttpPorts(new HttpQuotes(calls(together(same)))));
  }

  /** The settings of the quote ports at an address: the most generous of each. */
  private PortSettings together(Address address) {
    return QUOTED.stream()
        .map(port -> PortSettings.of(port, config))
        .filter(settings -> settings.type().equals("http"))
        .filter(settings -> Address.of(settings).equals(address))
        .reduce(PortSettings::mostGenerous)
        .orElseThrow();
  }

  private HttpCalls calls(PortSettings settings) {
    return calls(settings, tls);
  }

  static HttpCalls calls(PortSettings settings, TlsConfigurationRegistry tls) {
    return new HttpCalls(client(settings, tls), settings);
  }

  private static ContractApi client(PortSettings settings, TlsConfigurationRegistry tls) {
    long timeout = settings.timeout().toMillis();
    var builder =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(Objects.requireNonNull(settings.url()))
            .connectTimeout(timeout, TimeUnit.MILLISECONDS)
            .readTimeout(timeout, TimeUnit.MILLISECONDS)
            // What has a place is sent: it waits for no connection, which nobody would know.
            .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, settings.concurrency())
            .httpClientRequestCustomizer(new Deadline(settings.timeout()))
            .followRedirects(false)
            .disableDefaultMapper(true)
            .clientHeadersFactory(new OutgoingHeaders(settings.token()));
    var name = settings.tls();
    if (name != null) {
      builder.tlsConfiguration(
          tls.get(name)
              .orElseThrow(() ->
                  new ProviderSettingException(
                      "baton."
                          + settings.port().wire()
                          + ".tls names the TLS configuration "
                          + name
                          + ", and there is no quarkus.tls."
                          + name
                          + ".*")));
    }
    return builder.build(ContractApi.class);
  }
}
