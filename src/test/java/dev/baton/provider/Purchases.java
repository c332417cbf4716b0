package dev.baton.provider;

import dev.baton.checkout.Address;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Personal;
import dev.baton.checkout.Port;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.Totals;
import dev.baton.payment.OrderRequest;
import dev.baton.sandbox.Delay;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the tests of the ports ask for and buy: one line, to Berlin, in euros. */
public final class Purchases {
  public static final String SKU = "mug-blue";
  public static final String BUYER = "ada@example.com";

  static final Address BERLIN =
      new Address(
          "Ada Example", null, "Hauptstr. 1", null, "10117", "Berlin", null, "DE", "+49 30 1234");

  private Purchases() {}

  /** A request for all four quotes. */
  public static QuoteRequest request(String sku, int quantity, String... codes) {
    return request(
        Set.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX),
        List.of(Line.unpriced(sku, Map.of("engraving", "für Zoë"), quantity)),
        List.of(codes),
        null,
        null);
  }

  static QuoteRequest request(
      Set<Port> want,
      List<Line> lines,
      List<String> codes,
      @Nullable Customer customer,
      @Nullable Shipping shipping) {
    return new QuoteRequest(
        want, "demo", "EUR", "de-DE", true, lines, codes, BERLIN, customer, shipping, 0);
  }

  /** An order as the ports themselves quote it, with its exact sums. */
  public static OrderRequest order(
      Ports ports, String checkout, String attempt, String sku, int quantity, String email) {
    var customer = new Customer(email, "Ada Example", "Example GmbH", "DE123", null, null);
    var bare = List.of(Line.unpriced(sku, Map.of("engraving", "für Zoë"), quantity));
    var line = bare.getFirst();
    var price =
        ports.pricing().price(request(Set.of(Port.PRICING), bare, List.of(), null, null)).lines();
    var priced =
        new Line(line.id(), sku, line.attributes(), quantity, price.get(line.id()), null, null);
    var option =
        ports
            .shipping()
            .options(request(Set.of(Port.SHIPPING), List.of(priced), List.of(), null, null))
            .options()
            .getFirst();
    var chosen = new Shipping(option.id(), option.location(), option, null);
    var tax =
        ports.tax().rates(request(Set.of(Port.TAX), List.of(priced), List.of(), null, chosen));
    var lineRates = tax.lines().get(line.id());
    var taxed =
        new Line(line.id(), sku, line.attributes(), quantity, price.get(line.id()), 5L, lineRates);
    var contents =
        new Contents(
            checkout,
            1,
            0,
            "demo",
            "EUR",
            "DE",
            "de-DE",
            Instant.parse("2026-11-30T12:00:00Z"),
            List.of(taxed),
            new Personal(customer, BERLIN, null),
            new Shipping(option.id(), option.location(), option, tax.shipping()),
            List.of(),
            List.of(),
            new TreeMap<>(Map.of("gift-note", "Alles Gute")),
            List.of(),
            null);
    return new OrderRequest(
        checkout, attempt, "pi_" + attempt, contents, Totals.of(contents, true, Payment.NONE));
  }

  /** An order of checkout c-1 that no provider is asked for. */
  public static OrderRequest fixed() {
    var sandbox =
        new Sandbox(
            SandboxSettings.DEFAULT,
            InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")),
            Delay.real());
    var ports = Ports.of(request -> Map.of(), sandbox);
    return order(ports, "c-1", "a-1", "mug-blue", 1, "ada@example.com");
  }
}
