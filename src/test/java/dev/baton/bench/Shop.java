package dev.baton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  static String create(List<String> skus) {
    var actions = new StringBuilder();
    for (var sku : skus) {
      actions.append("{\"action\":\"add-line\",\"sku\":\"%s\",\"quantity\":2},".formatted(sku));
    }
    return """
    {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE","actions":[%s
    {"action":"set-customer","email":"ada@example.com","name":"Ada Example"},
    {"action":"set-shipping-address","address":{"name":"Ada Example","line1":"Hauptstr. 1",
      "postalCode":"10117","city":"Berlin","country":"DE"}},
    {"action":"choose-shipping-option","option":"standard"}]}\
    """
        .formatted(actions);
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
