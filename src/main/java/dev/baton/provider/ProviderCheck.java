package dev.baton.provider;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Port;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.ShippingProvider;
import dev.baton.checkout.TaxProvider;
import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.Screening;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** That every port has an adapter, and one that production allows. */
@ApplicationScoped
class ProviderCheck implements StartupCheck {
  private static final String SANDBOX = "sandbox";

  /** How long a start waits for providers to say what they are. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ProviderConfig config;
  private final ProviderConfig.InProduction inProduction;
  private final ExecutorService threads;
  private final Map<Port, Instance<?>> adapters;

  ProviderCheck(
      ProviderConfig config,
      ProviderConfig.InProduction inProduction,
      @VirtualThreads ExecutorService threads,
      @Any Instance<PricingProvider> pricing,
      @Any Instance<InventoryProvider> inventory,
      @Any Instance<ShippingProvider> shipping,
      @Any Instance<TaxProvider> tax,
      @Any Instance<PaymentProvider> payment,
      @Any Instance<OrderBackend> orders,
      @Any Instance<Screening> screening) {
    this.config = config;
    this.inProduction = inProduction;
    this.threads = threads;
    this.adapters =
        new EnumMap<>(
            Map.of(
                Port.PRICING, pricing,
                Port.INVENTORY, inventory,
                Port.SHIPPING, shipping,
                Port.TAX, tax,
                Port.PAYMENT, payment,
                Port.ORDERS, orders,
                Port.SCREENING, screening));
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    boolean onlyLive = occasion.production() && !inProduction.allowInProduction();
    List<Finding> findings = new ArrayList<>();
    var reporting = new EnumMap<Port, ReportsEnvironment>(Port.class);
    Map<Port, PortSettings> usable = usable(findings);
    adapters.forEach((port, beans) -> {
      PortSettings settings = usable.get(port);
      if (settings == null) {
        return;
      }
      try {
        Object adapter = ProviderSelection.named(port, beans, settings.type()).get();
        settled(settings, adapter, onlyLive).ifPresent(findings::add);
        if (adapter instanceof ReportsEnvironment reports) {
          reporting.put(port, reports);
        }
      } catch (ProviderSettingException e) {
        problem(port, e, findings);
      }
      clear(settings, occasion).ifPresent(findings::add);
    });
    if (onlyLive || occasion.doctor()) {
      findings.addAll(
          new LiveProviders(threads, PATIENCE)
              .ask(reporting, new LiveProviders.Demands(onlyLive, occasion.doctor())));
    }
    return findings;
  }

  /** The ports whose own settings can be. */
  private Map<Port, PortSettings> usable(List<Finding> findings) {
    var usable = new EnumMap<Port, PortSettings>(Port.class);
    for (Port port : adapters.keySet()) {
      try {
        usable.put(port, PortSettings.of(port, config));
      } catch (ProviderSettingException e) {
        problem(port, e, findings);
      }
    }
    return usable;
  }

  /** Ports that are asked together can't be made for the fault of one, which is told once. */
  private static void problem(Port port, ProviderSettingException fault, List<Finding> findings) {
    String says = String.valueOf(fault.getMessage());
    if (findings.stream().noneMatch(finding -> finding.says().equals(says))) {
      findings.add(Finding.problem(port.wire(), says));
    }
  }

  /** What need not be asked. */
  private static Optional<Finding> settled(
      PortSettings settings, Object adapter, boolean onlyLive) {
    String port = settings.port().wire();
    if (settings.type().equals(SANDBOX) && onlyLive) {
      return Optional.of(
          Finding.problem(
              port,
              "baton."
                  + port
                  + ".type is sandbox, which production refuses: set it to http, or"
                  + " baton.sandbox.allow-in-production=true for a demonstration."));
    }
    return adapter instanceof ReportsEnvironment
        ? Optional.empty()
        : Optional.of(Finding.ok(port, "in process, " + settings.type()));
  }

  /** What goes to a provider by plain http: shoppers' data, and our token. */
  private static Optional<Finding> clear(PortSettings settings, Occasion occasion) {
    URI url = settings.url();
    return occasion.thorough()
            && url != null
            && "http".equals(url.getScheme())
            && !isThisMachine(String.valueOf(url.getHost()))
        ? Optional.of(
            Finding.warning(
                settings.port().wire(),
                "is asked over plain http, where shoppers' data and our token travel in the clear:"
                    + " use https, unless the network is your own"))
        : Optional.empty();
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }
}
