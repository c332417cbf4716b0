package dev.baton.provider.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Order;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.StockLevel;
import dev.baton.checkout.TaxRate;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What several documents of the contract have in common. */
final class PartsJson {
  private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
  private static final BigDecimal MOST_TAX = BigDecimal.TEN;

  // The token keeps room for an order with these.
  private static final int MOST_ORDER_NAME = 64;
  private static final Pattern ORDER_URL = Pattern.compile("[!#-\\[\\]-~]{1,512}");

  private PartsJson() {}

  static <T> void list(
      ObjectNode into, String name, @Nullable Collection<T> all, BiConsumer<ObjectNode, T> writer) {
    if (all == null) {
      into.putNull(name);
    } else {
      ArrayNode array = into.putArray(name);
      all.forEach(element -> writer.accept(array.addObject(), element));
    }
  }

  static void texts(ObjectNode into, String name, @Nullable Collection<String> all) {
    if (all == null) {
      into.putNull(name);
    } else {
      ArrayNode array = into.putArray(name);
      all.forEach(array::add);
    }
  }

  static void map(ObjectNode into, String name, Map<String, String> map) {
    map.forEach(into.putObject(name)::put);
  }

  static void address(ObjectNode into, String name, @Nullable Address address) {
    if (address == null) {
      into.putNull(name);
      return;
    }
    into.putObject(name)
        .put("name", address.name())
        .put("company", address.company())
        .put("line1", address.line1())
        .put("line2", address.line2())
        .put("postalCode", address.postalCode())
        .put("city", address.city())
        .put("region", address.region())
        .put("country", address.country())
        .put("phone", address.phone());
  }

  static @Nullable Address address(@Nullable Fields json) {
    if (json == null) {
      return null;
    }
    if (!COUNTRY.matcher(json.text("country")).matches()) {
      throw json.violation("country", "must be two capital letters");
    }
    return new Address(
        json.textOrNull("name"),
        json.textOrNull("company"),
        json.textOrNull("line1"),
        json.textOrNull("line2"),
        json.textOrNull("postalCode"),
        json.textOrNull("city"),
        json.textOrNull("region"),
        json.text("country"),
        json.textOrNull("phone"));
  }

  static void customer(ObjectNode into, String name, @Nullable Customer customer) {
    if (customer == null) {
      into.putNull(name);
      return;
    }
    into.putObject(name)
        .put("email", customer.email())
        .put("name", customer.name())
        .put("company", customer.company())
        .put("taxId", customer.taxId())
        .put("id", customer.id())
        .put("group", customer.group());
  }

  static @Nullable Customer customer(@Nullable Fields json) {
    return json == null
        ? null
        : new Customer(
            json.text("email"),
            json.textOrNull("name"),
            json.textOrNull("company"),
            json.textOrNull("taxId"),
            json.textOrNull("id"),
            json.textOrNull("group"));
  }

  static void taxRate(ObjectNode into, TaxRate rate) {
    into.put("name", rate.name()).put("rate", rate.rate().toPlainString());
  }

  static TaxRate taxRate(Fields json) {
    return new TaxRate(json.text("name"), json.decimal("rate", MOST_TAX));
  }

  static void shippingOption(ObjectNode into, ShippingOption option) {
    into.put("type", Words.of(option.type()))
        .put("option", option.id())
        .put("label", option.label())
        .put("price", option.price())
        .put("location", option.location());
    address(into, "address", option.pickupAt());
  }

  static ShippingOption shippingOption(Fields json) {
    var type = json.word("type", ShippingOption.Type.class);
    boolean pickup = type == ShippingOption.Type.PICKUP;
    if (pickup != json.has("location") || pickup != json.has("address")) {
      throw json.violation("location", "and address belong to a pickup, and only to it");
    }
    return new ShippingOption(
        type,
        json.text("option"),
        json.text("label"),
        json.amount("price"),
        json.textOrNull("location"),
        address(json.objectOrNull("address")));
  }

  static void promotion(ObjectNode into, Promotion promotion) {
    into.put("id", promotion.id()).put("code", promotion.code()).put("title", promotion.title());
    effect(into.putObject("effect"), promotion.effect());
    texts(into, "lines", promotion.lines());
    into.put("cap", promotion.cap()).put("limited", promotion.limited());
  }

  static Promotion promotion(Fields json) {
    return new Promotion(
        json.text("id"),
        json.textOrNull("code"),
        json.text("title"),
        effect(json.object("effect")),
        json.textsOrNull("lines"),
        json.amountOrNull("cap"),
        json.flag("limited"));
  }

  private static void effect(ObjectNode into, Promotion.Effect effect) {
    switch (effect) {
      case Promotion.Effect.Percent(var share) ->
          into.put("type", "percent").put("share", share.toPlainString());
      case Promotion.Effect.Amount(var amount) -> into.put("type", "amount").put("amount", amount);
      case Promotion.Effect.FreeShipping() -> into.put("type", "free-shipping");
    }
  }

  private static Promotion.Effect effect(Fields json) {
    return switch (json.text("type")) {
      case "percent" -> new Promotion.Effect.Percent(json.decimal("share", BigDecimal.ONE));
      case "amount" -> new Promotion.Effect.Amount(json.amount("amount"));
      case "free-shipping" -> new Promotion.Effect.FreeShipping();
      default -> throw json.violation("type", "is an effect that the contract doesn't know");
    };
  }

  static void stockLevel(ObjectNode into, StockLevel level) {
    into.put("sku", level.sku())
        .put("location", level.location())
        .put("onHand", level.onHand())
        .put("revision", level.revision());
  }

  static StockLevel stockLevel(Fields json) {
    return new StockLevel(
        json.text("sku"), json.text("location"), json.amount("onHand"), json.amount("revision"));
  }

  static void order(ObjectNode into, Order order) {
    into.put("id", order.id())
        .put("number", order.number())
        .put("url", order.url())
        .put("placedAt", order.placedAt().toString())
        .put("status", Words.of(order.status()));
  }

  static Order order(Fields json) {
    return new Order(
        json.text("id", MOST_ORDER_NAME),
        json.text("number", MOST_ORDER_NAME),
        orderUrl(json.textOrNull("url")),
        json.instant("placedAt"),
        json.word("status", Order.Status.class));
  }

  /** The order stands whatever its address looks like, so one that won't do is left out. */
  private static @Nullable String orderUrl(@Nullable String url) {
    return url != null && ORDER_URL.matcher(url).matches() ? url : null;
  }
}
