package dev.baton.sandbox;

import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import dev.baton.checkout.QuoteRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Quote requests for the tests of the sandbox. */
record Requests(
    String currency,
    String locale,
    List<Line> lines,
    List<String> codes,
    Address destination,
    @Nullable Customer customer) {

  /** In euros, to Berlin, in English. */
  static Requests of(Line... lines) {
    return new Requests("EUR", "en-GB", List.of(lines), List.of(), to("DE", "10117"), null);
  }

  static Line line(String sku, int quantity) {
    return Line.unpriced(sku, Map.of(), quantity);
  }

  static Address to(String country, @Nullable String postalCode) {
    return new Address(null, null, null, null, postalCode, null, null, country, null);
  }

  Requests in(String newCurrency, String newLocale) {
    return new Requests(newCurrency, newLocale, lines, codes, destination, customer);
  }

  Requests codes(String... newCodes) {
    return new Requests(currency, locale, lines, Arrays.asList(newCodes), destination, customer);
  }

  Requests shippedTo(String country, @Nullable String postalCode) {
    return new Requests(currency, locale, lines, codes, to(country, postalCode), customer);
  }

  Requests by(String email) {
    Customer who = new Customer(email, null, null, null, null, null);
    return new Requests(currency, locale, lines, codes, destination, who);
  }

  QuoteRequest request() {
    return new QuoteRequest(
        Set.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX),
        "demo",
        currency,
        locale,
        true,
        lines,
        codes,
        destination,
        customer,
        null,
        0);
  }
}
