package dev.baton.sandbox;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.checkout.Address;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Personal;
import dev.baton.checkout.Port;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.Totals;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checkout as the gateway would bring it to the order book: quoted by the sandbox's own ports.
 */
record Purchase(
    Sandbox sandbox,
    String email,
    String currency,
    String locale,
    Address address,
    String shipping,
    List<String> codes,
    List<Line> lines) {

  static Purchase of(Sandbox sandbox, Line... lines) {
    Address berlin =
        new Address("Ada Example", null, "Hauptstr. 1", null, "10117", "Berlin", null, "DE", null);
    return new Purchase(
        sandbox, "ada@example.com", "EUR", "de-DE", berlin, "standard", List.of(), List.of(lines));
  }

  Purchase by(String newEmail) {
    return new Purchase(sandbox, newEmail, currency, locale, address, shipping, codes, lines);
  }

  Purchase codes(String... newCodes) {
    return new Purchase(
        sandbox, email, currency, locale, address, shipping, Arrays.asList(newCodes), lines);
  }

  Purchase shipping(String option) {
    return new Purchase(sandbox, email, currency, locale, address, option, codes, lines);
  }

  Purchase to(String newCurrency, Address newAddress) {
    return new Purchase(sandbox, email, newCurrency, locale, newAddress, shipping, codes, lines);
  }

  /** Quoted and reckoned, for an attempt at a checkout. */
  OrderRequest order(String checkout, String attempt) {
    Contents contents = contents(checkout);
    return new OrderRequest(checkout, attempt, "pi_" + attempt, contents, totals(contents));
  }

  Totals totals(Contents contents) {
    return Totals.of(contents, taxIncluded(), Payment.NONE);
  }

  Contents contents(String checkout) {
    Customer customer = new Customer(email, null, null, null, null, null);
    Contents bare =
        Contents.empty(checkout, "demo", currency, address.country(), locale, Instant.EPOCH)
            .withLines(lines)
            .withPersonal(new Personal(customer, address, null));
    var pricing = sandbox.pricing().price(request(bare));
    var options = sandbox.shipping().options(request(bare)).options();
    var rates = sandbox.tax().rates(request(bare));
    @Nullable ShippingOption chosen =
        options.stream().filter(option -> option.id().equals(shipping)).findFirst().orElse(null);
    return bare.withLines(
            lines.stream()
                .map(line ->
                    new Line(
                        line.id(),
                        line.sku(),
                        line.attributes(),
                        line.quantity(),
                        pricing.lines().get(line.id()),
                        null,
                        rates.lines().get(line.id())))
                .toList())
        .withPromotions(
            codes.stream().filter(code -> !pricing.rejected().containsKey(code)).toList(),
            pricing.promotions())
        .withShipping(
            chosen == null ? null : new Shipping(shipping, null, chosen, rates.shipping()));
  }

  static Order accepted(OrderBackend.Placed placed) {
    return assertInstanceOf(OrderBackend.Placed.Accepted.class, placed).order();
  }

  static long onHand(Sandbox sandbox, String sku) {
    return sandbox.stock().level(sku).onHand();
  }

  private boolean taxIncluded() {
    return !address.country().equals("US");
  }

  private QuoteRequest request(Contents contents) {
    return new QuoteRequest(
        Set.of(Port.PRICING, Port.SHIPPING, Port.TAX),
        "demo",
        currency,
        locale,
        taxIncluded(),
        lines,
        codes,
        contents.destination(),
        null,
        null,
        0);
  }
}
