package dev.baton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The requests that are measured, whole. */
final class Shop {
  static final List<String> TEN_SKUS =
      List.of(
          "mug-blue",
          "mug-red",
          "plate-set",
          "shirt-relay",
          "teapot-clay",
          "hoodie-relay",
          "cap-green",
          "baton-steel",
          "pin-one",
          "coffee-beans");

  private Shop() {}

  private static final String DELIVERY =
      """
      {"action":"set-customer","email":"ada@example.com","name":"Ada Example"},
      {"action":"set-shipping-address","address":{"name":"Ada Example","line1":"Hauptstr. 1",
        "postalCode":"10117","city":"Berlin","country":"DE"}},
      {"action":"choose-shipping-option","option":"standard"}\
      """;

  /** A checkout that lacks nothing but a payment. */
  static String create(List<String> skus) {
    return create(
        skus.stream()
                .map("{\"action\":\"add-line\",\"sku\":\"%s\",\"quantity\":2},"::formatted)
                .collect(Collectors.joining())
            + DELIVERY);
  }

  /** A checkout of so many lines of a few SKUs, without a customer. */
  static String lines(int count) {
    return create(
        IntStream.range(0, count)
            .mapToObj(i ->
                """
                {"action":"add-line","sku":"%s","quantity":2,"attributes":{"gift-note":"%d"}}\
                """
                    .formatted(TEN_SKUS.get(i % TEN_SKUS.size()), i))
            .collect(Collectors.joining(",")));
  }

  private static String create(String actions) {
    return """
    {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE","actions":[%s]}\
    """
        .formatted(actions);
  }

  /** Tells who and where. */
  static byte[] deliver(JsonNode checkout) {
    return post("/v1/checkout/actions", token(checkout), "{\"actions\":[" + DELIVERY + "]}");
  }

  static byte[] act(JsonNode checkout) {
    var line = checkout.path("checkout").path("lines").path(0).path("id").asText();
    var body =
        "{\"actions\":[{\"action\":\"set-quantity\",\"line\":\"%s\",\"quantity\":3}]}"
            .formatted(line);
    return post("/v1/checkout/actions", token(checkout), body);
  }

  static byte[] post(String path, @Nullable String token, String body) {
    return request("POST", path, token, body);
  }

  static byte[] request(String method, String path, @Nullable String token, String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var authorization = token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    var head =
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n".formatted(method, path)
            + (body.isEmpty() ? "" : "Content-Type: application/json\r\n")
            + "Accept: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n"
            + authorization
            + "\r\n";
    return Buffer.buffer(head).appendBytes(bytes).getBytes();
  }

  static String token(JsonNode answer) {
    return answer.path("token").asText();
  }
}
