package dev.baton.provider.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Port;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.Shipping;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request of {@code POST /quotes}. */
public final class QuoteJson {
  /** The ports that {@code want} may name. */
  private static final Set<Port> QUOTED =
      EnumSet.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX);

  private static final int MAX_QUANTITY = 1_000_000;

  private QuoteJson() {}

  public static ObjectNode request(QuoteRequest request) {
    var json = ContractJson.object();
    PartsJson.texts(json, "want", request.want().stream().sorted().map(Port::wire).toList());
    json.put("storefront", request.storefront())
        .put("currency", request.currency())
        .put("locale", request.locale())
        .put("taxIncluded", request.taxIncluded());
    PartsJson.list(json, "lines", request.lines(), QuoteJson::line);
    PartsJson.texts(json, "codes", request.codes());
    PartsJson.address(json, "destination", request.destination());
    PartsJson.customer(json, "customer", request.customer());
    shipping(json, request.shipping());
    json.put("itemsNet", request.itemsNet());
    return json;
  }

  public static QuoteRequest request(Fields json) {
    var want = EnumSet.noneOf(Port.class);
    json.texts("want").forEach(word -> want.add(port(json, word)));
    if (want.isEmpty()) {
      throw json.violation("want", "must name what is wanted");
    }
    var destination = PartsJson.address(json.object("destination"));
    if (destination == null) {
      throw json.violation("destination", "must be an object");
    }
    return new QuoteRequest(
        want,
        json.text("storefront"),
        json.text("currency"),
        json.text("locale"),
        json.flag("taxIncluded"),
        json.list("lines", QuoteJson::line),
        json.texts("codes"),
        destination,
        PartsJson.customer(json.objectOrNull("customer")),
        shipping(json.objectOrNull("shipping")),
        json.amount("itemsNet"));
  }

  private static Port port(Fields json, String word) {
    return QUOTED.stream()
        .filter(port -> port.wire().equals(word))
        .findAny()
        .orElseThrow(() -> json.violation("want", "names what cannot be quoted"));
  }

  private static void line(ObjectNode into, Line line) {
    into.put("id", line.id()).put("sku", line.sku()).put("quantity", line.quantity());
    PartsJson.map(into, "attributes", line.attributes());
    if (line.price() != null) {
      price(into, line.price());
    }
  }

  private static Line line(Fields json) {
    return new Line(
        json.text("id"),
        json.text("sku"),
        json.map("attributes"),
        (int) json.integer("quantity", 1, MAX_QUANTITY),
        json.has("unitPrice") ? price(json) : null,
        null,
        null);
  }

  /** The fields of a line that its price quote decides. */
  static void price(ObjectNode into, LinePrice price) {
    into.put("title", price.title())
        .put("unitPrice", price.unitPrice())
        .put("shippable", price.shippable())
        .put("taxCategory", price.taxCategory())
        .put("maxQuantity", price.maxQuantity());
  }

  static LinePrice price(Fields json) {
    return new LinePrice(
        json.text("title"),
        json.amount("unitPrice"),
        json.flag("shippable"),
        json.text("taxCategory"),
        json.has("maxQuantity") ? (int) json.integer("maxQuantity", 1, MAX_QUANTITY) : null);
  }

  private static void shipping(ObjectNode into, @Nullable Shipping shipping) {
    if (shipping == null) {
      into.putNull("shipping");
      return;
    }
    var json =
        into.putObject("shipping")
            .put("wanted", shipping.wanted())
            .put("location", shipping.wantedLocation());
    if (shipping.option() == null) {
      json.putNull("option");
    } else {
      PartsJson.shippingOption(json.putObject("option"), shipping.option());
    }
  }

  private static @Nullable Shipping shipping(@Nullable Fields json) {
    if (json == null) {
      return null;
    }
    var option = json.objectOrNull("option");
    return new Shipping(
        json.text("wanted"),
        json.textOrNull("location"),
        option == null ? null : PartsJson.shippingOption(option),
        null);
  }
}
