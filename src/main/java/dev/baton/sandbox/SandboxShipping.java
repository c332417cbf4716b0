package dev.baton.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Address;
import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.ShippingProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Three methods priced by zone and currency, and a place in Berlin to pick up; none where it
 * doesn't ship to, and none when there is nothing to ship.
 */
public final class SandboxShipping implements ShippingProvider {
  private static final Duration VALIDITY = Duration.ofMinutes(15);

  private final Catalogue catalogue;
  private final Gate gate;
  private final Map<String, String> zones = new HashMap<>();
  private final Map<String, List<String>> standardOnly;
  private final List<Method> methods;
  private final List<Pickup> pickups;

  /** Prices: zone, then currency, then minor units. */
  private record Method(String id, Localised label, Map<String, Map<String, Long>> prices) {}

  private record Pickup(String id, String location, Localised label, Address address, long price) {}

  SandboxShipping(Catalogue catalogue, Gate gate) {
    this.catalogue = catalogue;
    this.gate = gate;
    JsonNode table = DataFile.read("shipping.json");
    DataFile.map(table.get("zones"), DataFile::texts)
        .forEach((zone, countries) -> countries.forEach(country -> zones.put(country, zone)));
    this.standardOnly = DataFile.map(table.get("standardOnly"), DataFile::texts);
    this.methods = DataFile.list(table.get("methods"), SandboxShipping::method);
    this.pickups = DataFile.list(table.get("pickup"), SandboxShipping::pickup);
  }

  private static Method method(JsonNode node) {
    return new Method(
        node.get("id").asText(),
        DataFile.text(node.get("label")),
        DataFile.map(node.get("price"), DataFile::amounts));
  }

  private static Pickup pickup(JsonNode node) {
    JsonNode at = node.get("address");
    return new Pickup(
        node.get("id").asText(),
        node.get("location").asText(),
        DataFile.text(node.get("label")),
        new Address(
            at.get("name").asText(),
            null,
            at.get("line1").asText(),
            null,
            at.get("postalCode").asText(),
            at.get("city").asText(),
            null,
            at.get("country").asText(),
            null),
        node.get("price").longValue());
  }

  @Override
  public Quote.ShippingOptions options(QuoteRequest request) {
    return gate.quote(
        Port.SHIPPING,
        request,
        VALIDITY,
        until -> new Quote.ShippingOptions(Sandbox.NAME, until, offered(request)));
  }

  /** The options, whatever has been switched off. */
  List<ShippingOption> offered(QuoteRequest request) {
    if (request.lines().stream().noneMatch(this::ships)) {
      return List.of();
    }
    List<ShippingOption> options = new ArrayList<>();
    Address destination = request.destination();
    for (Method method : methods) {
      Long price = price(method, destination, request.currency());
      if (price != null) {
        String label = method.label.in(request.locale());
        options.add(
            new ShippingOption(ShippingOption.Type.SHIPPING, method.id, label, price, null, null));
      }
    }
    for (Pickup pickup : pickups) {
      if (pickup.address.country().equals(destination.country())) {
        options.add(
            new ShippingOption(
                ShippingOption.Type.PICKUP,
                pickup.id,
                pickup.label.in(request.locale()),
                pickup.price,
                pickup.location,
                pickup.address));
      }
    }
    return options;
  }

  private @Nullable Long price(Method method, Address destination, String currency) {
    String zone = zones.get(destination.country());
    boolean remote =
        destination.postalCode() != null
            && standardOnly
                .getOrDefault(destination.country(), List.of())
                .contains(destination.postalCode().strip());
    if (zone == null || (remote && !method.id.equals("standard"))) {
      return null;
    }
    return method.prices.getOrDefault(zone, Map.of()).get(currency);
  }

  private boolean ships(Line line) {
    if (line.price() != null) {
      return line.price().shippable();
    }
    Product product = catalogue.find(line.sku());
    return product != null && product.shippable();
  }
}
