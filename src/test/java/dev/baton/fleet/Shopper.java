package dev.baton.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One shopper's storefront: keeps the newest token and takes each step at the gateway it is told.
 */
final class Shopper {
  /** Two mugs. */
  static final String CREATE =
      """
      {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE",
       "actions":[{"action":"add-line","sku":"mug-blue","quantity":2}]}\
      """;

  /** Whatever two mugs need to be paid; 2650 in all. */
  static final String FILL =
      """
      {"actions":[
        {"action":"set-customer","email":"ada@example.com","name":"Ada Example"},
        {"action":"set-shipping-address","address":{"name":"Ada Example","line1":"Hauptstr. 1",
          "postalCode":"10117","city":"Berlin","country":"DE"}},
        {"action":"choose-shipping-option","option":"standard"},
        {"action":"apply-promotion","code":"WELCOME10"}]}\
      """;

  /** For what {@link #FILL} comes to. */
  static final String PAY =
      """
      {"method":"pm_card_visa","returnUrl":"https://shop.example/back","expectedTotal":2650}\
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private @Nullable String token;
  private String checkout = "";

  /** An answer: its status and body, and its Retry-After, empty without one. */
  record Answer(int status, JsonNode body, String retryAfter) {
    String text(String pointer) {
      return body.at(pointer).asText();
    }

    long number(String pointer) {
      return body.at(pointer).asLong(-1);
    }
  }

  /** Calls a gateway with the token, and keeps the one that comes back. */
  Answer call(String method, URI gateway, String path, @Nullable String body) throws IOException {
    var request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      var json = JSON.readTree(response.body());
      if (json.path("token").isTextual()) {
        token = json.path("token").asText();
        checkout = json.at("/checkout/id").asText();
      }
      return new Answer(
          response.statusCode(), json, response.headers().firstValue("Retry-After").orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** The newest token. */
  String token() {
    return Objects.requireNonNull(token);
  }

  /** The id of the checkout. */
  String checkout() {
    return checkout;
  }

  Answer post(URI gateway, String path, String body) throws IOException {
    return call("POST", gateway, path, body);
  }

  /**
   * A checkout with a customer, an address and a shipping option, ready to be paid; 2650 in all.
   */
  Answer ready(URI create, URI act) throws IOException {
    post(create, "/v1/checkouts", CREATE);
    return post(act, "/v1/checkout/actions", FILL);
  }

  Answer pay(URI gateway) throws IOException {
    return post(gateway, "/v1/checkout/payment", PAY);
  }

  Answer complete(URI gateway) throws IOException {
    return post(gateway, "/v1/checkout/completion", "{\"expectedTotal\":2650}");
  }
}
