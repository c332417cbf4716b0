package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first thing one tries: one service of one's own, and the sandbox for all the rest. */
class OwnPricingIT {
  private static final String FILL =
      """
      {"actions":[
        {"action":"set-customer","email":"ada@example.com","name":"Ada Example"},
        {"action":"set-shipping-address","address":{"name":"Ada Example","line1":"Hauptstr. 1",
          "postalCode":"10117","city":"Berlin","country":"DE"}},
        {"action":"choose-shipping-option","option":"standard"}]}\
      """;

  private static LocalRedis redis;
  private static OwnPricing pricing;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    pricing = new OwnPricing();
    gateway =
        GatewayProcess.builder()
            .redis(redis)
            .property("baton.pricing.type", "http")
            .property("baton.pricing.url", pricing.url())
            .property("baton.pricing.retries", "0")
            .start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    pricing.close();
    redis.close();
  }

  @Test
  void sellsToTheOrderWhatOnlyItKnowsAndWhatTheSandboxHasAnotherPriceFor() throws IOException {
    for (var sku : new String[] {"ours-1", "mug-blue"}) {
      var shopper = new Shopper();
      assertEquals(201, create(shopper, sku).status());
      var ready = shopper.post(gateway.uri(), "/v1/checkout/actions", FILL);
      assertEquals(999, ready.number("/checkout/totals/items"), ready.body().toString());
      var total = ready.number("/checkout/totals/total");

      var paid =
          shopper.post(
              gateway.uri(), "/v1/checkout/payment", Shopper.PAY.replace("2650", "" + total));
      assertEquals(200, paid.status(), paid.body().toString());
      var done =
          shopper.post(
              gateway.uri(), "/v1/checkout/completion", "{\"expectedTotal\":" + total + "}");

      assertEquals(200, done.status(), done.body().toString());
      assertEquals("completed", done.text("/checkout/status"));
    }
  }

  @Test
  void whatItDoesWrongIsInTheLogByStatusAndPlaceAndWithoutValues() throws IOException {
    try {
      refused(200, "{\"pricing\":{\"provider\":\"own\",\"validUnt", "the document is not JSON");
      refused(401, "", "status 401, it refuses our credentials");
      refused(
          200,
          """
          {"pricing":{"provider":"own","validUntil":"2099-01-01T00:00:00Z","lines":[
            {"id":"x","title":"Cup of Ada","unitPrice":"9.99","shippable":true,
             "taxCategory":"standard"}],"unknown":[],"promotions":[],"rejected":[]},
           "failures":{}}\
          """,
          "status 200, /pricing/lines/0/unitPrice must be an integer");
      assertFalse(gateway.log().contains("9.99"), gateway.log());
      assertFalse(gateway.log().contains("Cup of Ada"), gateway.log());
      refusedAs("UNKNOWN", 500, "", "status 500");
    } finally {
      pricing.answering(200, "");
    }
  }

  private static void refused(int status, String body, String reason) throws IOException {
    refusedAs("CONTRACT", status, body, reason);
  }

  private static void refusedAs(String kind, int status, String body, String reason)
      throws IOException {
    pricing.answering(status, body);
    assertEquals(503, create(new Shopper(), "ours-1").status());
    await("the log to say why")
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            gateway
                .log()
                .lines()
                .anyMatch(line ->
                    line.contains("pricing provider: " + kind + ", ") && line.contains(reason)));
  }

  private static Shopper.Answer create(Shopper shopper, String sku) throws IOException {
    return shopper.post(
        gateway.uri(),
        "/v1/checkouts",
        Shopper.CREATE.replace("mug-blue", sku).replace("\"quantity\":2", "\"quantity\":1"));
  }
}
