package dev.baton.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The served sandbox's books, which no gateway keeps. */
final class Books {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final URI sandbox;

  Books(URI sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * An order.
   *
   * @param settled no, paid or unpaid
   */
  record Order(String checkout, String id, String settled, long amount, Map<String, Long> units) {}

  /** A payment; what was taken and given back in minor units. */
  record Payment(
      String checkout, String id, String status, long amount, long captured, long refunded) {}

  void reset() throws IOException {
    ask("POST", "/sandbox/reset", "{}");
  }

  void stock(String sku, long units) throws IOException {
    ask("PUT", "/sandbox/stock/" + sku, "{\"onHand\":" + units + "}");
  }

  long onHand(String sku) throws IOException {
    return ask("GET", "/sandbox/stock/" + sku, null).path("onHand").asLong();
  }

  /** Makes a port, or the webhook, misbehave; null: no more. */
  void misbehave(String port, @Nullable String effect) throws IOException {
    var path = "/sandbox/faults/" + port;
    if (effect == null) {
      ask("DELETE", path, null);
    } else {
      ask("PUT", path, "{\"effect\":\"" + effect + "\"}");
    }
  }

  /** How many calls, or events, have met what a port, or the webhook, does wrong at present. */
  int met(String port) throws IOException {
    return ask("GET", "/sandbox/faults/" + port, null).path("met").asInt();
  }

  List<Order> orders() throws IOException {
    var all = new ArrayList<Order>();
    for (var order : ask("GET", "/sandbox/orders", null).path("orders")) {
      var units = new TreeMap<String, Long>();
      order.path("units").properties().forEach(e -> units.put(e.getKey(), e.getValue().asLong()));
      all.add(
          new Order(
              order.path("checkout").asText(),
              order.at("/order/id").asText(),
              order.path("settled").asText(),
              order.path("amount").asLong(),
              units));
    }
    return all;
  }

  List<Payment> payments() throws IOException {
    return payments("");
  }

  List<Payment> paymentsOf(String checkout) throws IOException {
    return payments("?checkout=" + checkout);
  }

  private List<Payment> payments(String query) throws IOException {
    var all = new ArrayList<Payment>();
    for (var payment : ask("GET", "/sandbox/payments" + query, null).path("payments")) {
      all.add(
          new Payment(
              payment.path("checkout").asText(),
              payment.path("id").asText(),
              payment.path("status").asText(),
              payment.path("amount").asLong(),
              payment.path("captured").asLong(),
              payment.path("refunded").asLong()));
    }
    return all;
  }

  /** Takes the money of a checkout's payments past every gateway, as a merchant can. */
  void captureByHand(String checkout) throws IOException {
    byHand(checkout, "capture");
  }

  void refundByHand(String checkout) throws IOException {
    byHand(checkout, "refund");
  }

  private void byHand(String checkout, String what) throws IOException {
    for (var payment : paymentsOf(checkout)) {
      ask("POST", "/sandbox/providers/payment-intents/" + payment.id() + "/" + what, "{}");
    }
  }

  /** What shoppers decide who are at the bank still: each approves. */
  void approveAtTheBank() throws IOException {
    for (var payment : payments()) {
      if (payment.status().equals("requires-action")) {
        var request =
            request("/sandbox/payments/" + payment.id() + "/authenticate")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("decision=approve"));
        send(request.build(), 303);
      }
    }
  }

  private JsonNode ask(String method, String path, @Nullable String body) throws IOException {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(send(request, 200));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(sandbox.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  private static String send(HttpRequest request, int expected) throws IOException {
    try {
      var response = HTTP.send(request, BodyHandlers.ofString());
      if (response.statusCode() != expected) {
        throw new IOException(
            request.uri().getPath() + ": " + response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
