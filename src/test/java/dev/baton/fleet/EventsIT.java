package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import dev.baton.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The served sandbox, a process of its own, posts signed events to a gateway whose shopper never
 * comes back from the bank.
 */
class EventsIT {
  private static final String SECRET = "whsec_" + UUID.randomUUID();

  private static LocalRedis redis;
  private static GatewayProcess sandbox;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    int[] ports = Ports.freePair();
    int[] bank = Ports.freePair();
    sandbox =
        GatewayProcess.builder()
            .ports(bank[0], bank[1])
            .property("baton.sandbox.serve", "true")
            .property("baton.sandbox.slow", "3s")
            .property("baton.sandbox.webhook.retry", "200ms")
            .property("baton.sandbox.webhook.secret", SECRET)
            .property(
                "baton.sandbox.webhook.urls",
                "http://127.0.0.1:" + ports[0] + "/v1/payments/http/webhook")
            .start();
    gateway =
        GatewayProcess.builder()
            .ports(ports[0], ports[1])
            .redis(redis)
            .property("baton.provider.type", "http")
            .property("baton.provider.url", sandbox.uri() + "/sandbox/providers")
            .property("baton.webhook.secrets", "whsec_older," + SECRET)
            // Nobody but the webhook completes anything.
            .property("baton.reconciler.enabled", "false")
            .property("baton.token.generated-keys", "target/fleet-keys")
            .start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    sandbox.close();
    redis.close();
  }

  @AfterEach
  void behave() throws IOException {
    new Shopper().call("DELETE", sandbox.uri(), "/sandbox/faults/webhook", null);
  }

  private static void mischief(String effect) throws IOException {
    var answer =
        new Shopper()
            .call(
                "PUT", sandbox.uri(), "/sandbox/faults/webhook", "{\"effect\":\"" + effect + "\"}");
    assertEquals(200, answer.status(), answer.body()::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "duplicate", "reorder", "delay"})
  void anAuthenticatedPaymentIsOrderedByItsEventsAlone(String mischief) throws Exception {
    if (!mischief.equals("none")) {
      mischief(mischief);
    }
    var shopper = new Shopper();
    shopper.ready(gateway.uri(), gateway.uri());
    var waiting =
        shopper.post(
            gateway.uri(),
            "/v1/checkout/payment",
            """
            {"method":"pm_card_authenticationRequired","returnUrl":"https://shop.example/back",
             "expectedTotal":2650}\
            """);
    assertEquals(
        "requires-action", waiting.text("/checkout/payment/status"), waiting.body()::toString);
    approve(waiting.text("/nextAction/url"));
    awaitOnePaidOrder(shopper);
    var payments = books("payments", shopper);
    assertEquals(1, payments.size());
    assertEquals(2650, payments.get(0).path("captured").asLong());
    var done = shopper.complete(gateway.uri());
    assertEquals("completed", done.text("/checkout/status"), done.body()::toString);
  }

  @Test
  void whatIsForgedOrOldIsRefused() throws IOException {
    var answer = new Shopper().post(gateway.uri(), "/v1/payments/http/webhook", "{}");
    assertEquals(400, answer.status());
  }

  @Test
  void withoutTheOrderBackendItIs202AndTheReconcilerOfAnyInstanceFinishesIt() throws Exception {
    try (var attending =
        GatewayProcess.builder()
            .redis(redis)
            .property("baton.provider.type", "http")
            .property("baton.provider.url", sandbox.uri() + "/sandbox/providers")
            .property("baton.completion.lease", "3s")
            .property("baton.reconciler.retry", "500ms")
            .property("baton.token.generated-keys", "target/fleet-keys")
            .start()) {
      mischief("drop");
      var shopper = new Shopper();
      shopper.ready(gateway.uri(), gateway.uri());
      var paid = shopper.pay(gateway.uri());
      assertEquals("authorized", paid.text("/checkout/payment/status"), paid.body()::toString);
      fault("PUT", "{\"effect\":\"down\"}");
      try {
        var waiting = shopper.complete(gateway.uri());
        assertEquals(202, waiting.status(), waiting.body()::toString);
        assertEquals("1", waiting.retryAfter());
        assertEquals("completing", waiting.text("/checkout/status"), waiting.body()::toString);
      } finally {
        fault("DELETE", null);
      }
      awaitOnePaidOrder(shopper);
      assertEquals(2650, books("payments", shopper).get(0).path("captured").asLong());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> shopper.complete(attending.uri()).status() == 200);
    }
  }

  private static void awaitOnePaidOrder(Shopper shopper) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          var orders = books("orders", shopper);
          assertEquals(1, orders.size());
          assertEquals("paid", orders.get(0).path("settled").asText());
        });
  }

  private static void fault(String method, @Nullable String effect) throws IOException {
    var answer = new Shopper().call(method, sandbox.uri(), "/sandbox/faults/orders", effect);
    assertEquals(200, answer.status(), answer.body()::toString);
  }

  private static void approve(String page) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(page))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("decision=approve"))
              .build();
      assertEquals(303, http.send(request, BodyHandlers.discarding()).statusCode());
    }
  }

  private static JsonNode books(String which, Shopper shopper) throws IOException {
    return new Shopper()
        .call("GET", sandbox.uri(), "/sandbox/" + which + "?checkout=" + shopper.checkout(), null)
        .body()
        .at("/" + which);
  }
}
