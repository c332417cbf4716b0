package dev.baton.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** A purchase past k6, and what a merchant does in the sandbox's books. */
final class Bookkeeping {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI gateway;

  Bookkeeping(URI gateway) {
    this.gateway = gateway;
  }

  /** Two mugs, paid with a method of the sandbox, and completed if that can be. */
  void buy(String method) throws Exception {
    var json =
        send(
            "POST",
            "/v1/checkouts",
            "",
            """
            {"storefront": "demo", "currency": "EUR", "country": "DE", "locale": "de-DE", "actions": [
              {"action": "add-line", "sku": "mug-blue", "quantity": 2},
              {"action": "set-customer", "email": "ada@example.com", "name": "Ada Example"},
              {"action": "set-shipping-address", "address": {"name": "Ada Example",
                "line1": "Hauptstr. 1", "postalCode": "10117", "city": "Berlin", "country": "DE"}},
              {"action": "choose-shipping-option", "option": "standard"}]}
            """);
    long total = json.at("/checkout/totals/total").asLong();
    var pay =
        """
        {"method": "%s", "returnUrl": "https://shop.example/thanks", "expectedTotal": %d}
        """
            .formatted(method, total);
    var paid = send("POST", "/v1/checkout/payment", json.path("token").asText(), pay);
    var complete = "{\"expectedTotal\": %d}".formatted(total);
    send("POST", "/v1/checkout/completion", paid.path("token").asText(), complete);
  }

  void refundEverything() throws Exception {
    for (var payment : send("GET", "/sandbox/payments", "", "").path("payments")) {
      var path = "/sandbox/providers/payment-intents/" + payment.path("id").asText() + "/refund";
      var refunded = send("POST", path, "", "{}");
      if (!refunded.path("status").asText().equals("refunded")) {
        throw new IOException(refunded.toString());
      }
    }
  }

  void reset() throws Exception {
    send("POST", "/sandbox/reset", "", "{}");
  }

  String read(String path) throws Exception {
    return send("GET", path, "", "").toString();
  }

  private JsonNode send(String method, String path, String token, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }
}
