package dev.baton.completion.subscriber;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.payment.Fact;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fact as CloudEvents 1.0.2 has it (github.com/cloudevents/spec, "JSON Event Format", structured
 * mode): source and id name it, in every try.
 *
 * @param body the JSON
 */
public record CloudEvent(String id, String type, byte[] body) {
  /** What {@link #body} is. */
  public static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * The event of a fact.
   *
   * @param source the issuer, which names the environment
   */
  public static CloudEvent of(Fact fact, String checkout, String source) {
    String type = type(fact.kind());
    ObjectNode event =
        JSON.objectNode()
            .put("specversion", "1.0")
            .put("id", fact.id())
            .put("source", source)
            .put("type", type)
            .put("subject", checkout)
            .put("time", fact.at().toString())
            .put("datacontenttype", "application/json");
    event.set("data", data(fact, checkout));
    return new CloudEvent(fact.id(), type, event.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The {@code type} of such facts: {@code dev.baton.checkout.completed}. */
  static String type(Fact.Kind kind) {
    return "dev.baton.checkout." + kind.wire();
  }

  private static ObjectNode data(Fact fact, String checkout) {
    ObjectNode data =
        JSON.objectNode()
            .put("checkout", checkout)
            .put("storefront", fact.storefront())
            .put("currency", fact.currency().isEmpty() ? null : fact.currency());
    data.set("totals", totals(fact.totals()));
    data.set("payment", payment(fact.payment()));
    data.set("order", order(fact.order()));
    return data.put("reason", fact.reason());
  }

  private static @Nullable ObjectNode totals(Fact.@Nullable Sums sums) {
    return sums == null
        ? null
        : JSON.objectNode()
            .put("items", sums.items())
            .put("discount", sums.discount())
            .put("shipping", sums.shipping())
            .put("shippingDiscount", sums.shippingDiscount())
            .put("tax", sums.tax())
            .put("taxIncluded", sums.taxIncluded())
            .put("total", sums.total())
            .put("giftCards", sums.giftCards());
  }

  private static @Nullable ObjectNode payment(Fact.@Nullable Paid paid) {
    return paid == null
        ? null
        : JSON.objectNode()
            .put("status", paid.status().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("amount", paid.amount());
  }

  private static @Nullable ObjectNode order(Fact.@Nullable Ordered order) {
    return order == null
        ? null
        : JSON.objectNode()
            .put("id", order.id())
            .put("number", order.number())
            .put("placedAt", order.placedAt().toString());
  }
}
