package dev.baton.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A purchase whose every call goes to some gateway of a fleet, none of which may refuse it or lose
 * anything of it.
 */
final class Buyer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIGEST_KEY = 17;

  private final Fleet fleet;
  private final Shopper shopper = new Shopper();
  private int format;
  private @Nullable JsonNode digestKey;

  Buyer(Fleet fleet) {
    this.fleet = fleet;
  }

  /** The format of the newest token. */
  int format() {
    return format;
  }

  /** Whether the newest token has what came with format 2. */
  boolean namesDigestKey() {
    return digestKey != null;
  }

  String checkout() {
    return shopper.checkout();
  }

  /** The whole purchase. */
  void buy() throws IOException {
    fill();
    note("a");
    read();
    reserve();
    refresh();
    pay();
    complete();
  }

  void fill() throws IOException {
    step("/v1/checkouts", Shopper.CREATE);
    step("/v1/checkout/actions", Shopper.FILL);
  }

  void note(String text) throws IOException {
    var noted =
        step(
            "/v1/checkout/actions",
            "{\"actions\":[{\"action\":\"set-attribute\",\"name\":\"gift-note\",\"value\":\"%s\"}]}"
                .formatted(text));
    assertWhole(noted.body().path("checkout"), text);
  }

  void read() throws IOException {
    var answer = fleet.call(gateway -> shopper.call("GET", gateway, "/v1/checkout", null));
    assertEquals(200, answer.status(), answer.body()::toString);
  }

  void reserve() throws IOException {
    assertEquals(
        "held", step("/v1/checkout/reservation", "{}").text("/checkout/reservation/status"));
  }

  void refresh() throws IOException {
    step("/v1/checkout/refresh", "{}");
  }

  void pay() throws IOException {
    var paid = step("/v1/checkout/payment", Shopper.PAY);
    assertEquals("authorized", paid.text("/checkout/payment/status"), paid.body()::toString);
  }

  /** Repeats while the answer is that it is being done. */
  void complete() throws IOException {
    Shopper.Answer answer;
    do {
      answer = step("/v1/checkout/completion", "{\"expectedTotal\":2650}");
    } while (answer.status() == 202);
    assertEquals("completed", answer.text("/checkout/status"), answer.body()::toString);
    assertEquals("placed", answer.text("/checkout/order/status"), answer.body()::toString);
  }

  private Shopper.Answer step(String path, String body) throws IOException {
    var answer = fleet.call(gateway -> shopper.post(gateway, path, body));
    assertTrue(
        answer.status() == 200 || answer.status() == 201 || answer.status() == 202,
        () -> path + " was refused: " + answer.body());
    assertNothingLost(answer.text("/token"), answer.body().path("checkout"));
    return answer;
  }

  private void assertNothingLost(String token, JsonNode checkout) throws IOException {
    if (token.isEmpty()) {
      return;
    }
    var payload = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    format = payload.path("fmt").asInt();
    var key = payload.path("chk").get(DIGEST_KEY);
    if (digestKey != null) {
      assertEquals(digestKey, key, "what format 2 has in a token of format " + format);
    }
    digestKey = key;
    assertEquals(1, checkout.path("lines").size(), checkout::toString);
  }

  private static void assertWhole(JsonNode checkout, String note) {
    assertEquals(2650, checkout.at("/totals/total").asLong(), checkout::toString);
    assertEquals("a***@example.com", checkout.at("/customer/email").asText());
    assertEquals("10117", checkout.at("/shippingAddress/postalCode").asText());
    assertEquals("standard", checkout.at("/shipping/option").asText());
    assertEquals("WELCOME10", checkout.at("/promotions/0/code").asText());
    assertEquals(note, checkout.at("/attributes/gift-note").asText());
    assertEquals(1, checkout.path("problems").size(), checkout::toString);
    assertTrue(checkout.at("/problems/0/type").asText().endsWith("/payment-required"));
  }
}
