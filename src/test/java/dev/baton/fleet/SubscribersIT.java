package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import dev.baton.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Subscribers are told of every checkout that ends, by a real server that they are. */
class SubscribersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static LocalRedis redis;
  private static EventReceiver receiver;
  private static GatewayProcess one;

  @BeforeAll
  static void start() throws IOException {
    redis = LocalRedis.launch();
    receiver = new EventReceiver();
    one =
        gateway(redis)
            .property("baton.completion.auto-complete", "PT2S")
            .property("baton.completion.authentication", "PT2S")
            .property("baton.reconciler.interval", "0.2s")
            .property("baton.reconciler.poll", "PT0.5S")
            .start();
  }

  @AfterAll
  static void stop() {
    one.close();
    receiver.close();
    redis.close();
  }

  /** One whose subscribers all are the receiver. */
  private static GatewayProcess.Builder gateway(LocalRedis at) {
    var older = new byte[24];
    new SecureRandom().nextBytes(older);
    var builder =
        GatewayProcess.builder()
            .redis(at)
            .property("baton.token.generated-keys", "target/fleet-keys")
            .property("baton.storefronts.\"outlet\".origins", "https://outlet.example")
            .property("baton.storefronts.\"outlet\".currencies", "EUR")
            .property("baton.storefronts.\"outlet\".countries", "DE")
            .property("baton.events.\"outlet\".storefronts", "outlet")
            .property("baton.events.\"broken\".give-up", "PT3S")
            .property("baton.events.\"broken\".longest-retry", "PT1S");
    var secrets = "whsec_" + Base64.getEncoder().encodeToString(older) + "," + receiver.secret();
    for (String name : List.of("flaky", "broken", "gone", "slow", "outlet")) {
      builder
          .property("baton.events.\"" + name + "\".url", receiver.at("/" + name).toString())
          .property("baton.events.\"" + name + "\".secret", secrets)
          .property("baton.events.\"" + name + "\".retry", "PT0.5S");
    }
    builder
        .property("baton.events.\"slow\".concurrency", "1")
        .environment("BATON_EVENTS__BOOKS__URL", receiver.at("/books").toString())
        .environment("BATON_EVENTS__BOOKS__SECRET", secrets)
        .environment("BATON_EVENTS__BOOKS__RETRY", "PT0.5S");
    return builder;
  }

  private static EventReceiver.Delivery told(String path, String checkout) {
    await(path + " to be told of " + checkout)
        .atMost(PATIENCE)
        .until(() -> !receiver.of(path, checkout).isEmpty());
    return receiver.of(path, checkout).getFirst();
  }

  private static Shopper paid(GatewayProcess at) throws IOException {
    var shopper = new Shopper();
    shopper.ready(at.uri(), at.uri());
    var paid = shopper.pay(at.uri());
    assertEquals("authorized", paid.text("/checkout/payment/status"), paid.body()::toString);
    return shopper;
  }

  private static void assertCompleted(EventReceiver.Delivery event) {
    assertTrue(receiver.isGenuine(event), event::toString);
    assertEquals("dev.baton.checkout.completed", event.json().at("/type").asText());
    assertEquals(2650, event.json().at("/data/totals/total").asLong());
    assertEquals("captured", event.json().at("/data/payment/status").asText());
  }

  @Test
  void whatIsBoughtIsToldOnceAndNothingPersonal() throws Exception {
    var shopper = paid(one);
    var done = shopper.complete(one.uri());
    assertEquals("completed", done.text("/checkout/status"), done.body()::toString);
    var event = told("/books", shopper.checkout());
    assertCompleted(event);
    var json = event.json();
    assertEquals("application/cloudevents+json; charset=utf-8", event.type());
    assertEquals("1.0", json.at("/specversion").asText());
    assertEquals(event.id(), json.at("/id").asText());
    assertFalse(event.id().contains("."));
    assertEquals("https://sandbox.baton.invalid", json.at("/source").asText());
    assertEquals(shopper.checkout(), json.at("/subject").asText());
    assertTrue(Instant.parse(json.at("/time").asText()).isAfter(Instant.EPOCH));
    assertEquals("demo", json.at("/data/storefront").asText());
    assertEquals("EUR", json.at("/data/currency").asText());
    assertEquals(done.text("/checkout/order/id"), json.at("/data/order/id").asText());
    assertEquals(423, json.at("/data/totals/tax").asLong());
    assertEquals(2, event.signature().split(" ").length, "a secret is being replaced");
    for (String personal :
        List.of("ada", "Ada", "Hauptstr", "10117", "Berlin", "@", "eyJ", "pm_card", "mug")) {
      assertFalse(event.body().contains(personal), personal);
    }

    // Long after, when the one that is broken has been given up, it was told once still.
    await("the broken one to be given up")
        .atMost(PATIENCE)
        .until(() -> counted("broken", "dead-letter") >= 1);
    assertEquals(1, receiver.of("/books", shopper.checkout()).size());
    assertTrue(receiver.of("/broken", shopper.checkout()).size() > 2);
    assertEquals(List.of(), receiver.all("/elsewhere"), "redirects aren't followed");
    assertEquals(1, receiver.of("/gone", shopper.checkout()).size());
    assertTrue(counted("gone", "gone") >= 1);
    assertEquals(List.of(), receiver.all("/outlet"), "it asked for another storefront");
    assertTrue(
        one.log().contains("has not taken event")
            && one.log().contains("of checkout " + shopper.checkout()),
        "the dead letter is in the log");
    assertFalse(one.log().contains("whsec_"));
  }

  /** What the README tells subscribers to do. */
  @Test
  void whatTheReadmeVerifiesIsGenuine() throws Exception {
    var shopper = paid(one);
    shopper.complete(one.uri());
    var event = told("/books", shopper.checkout());
    var text = Files.readString(Path.of("README.md"));
    var from = text.indexOf("```js", text.indexOf("<!-- verify: begin -->"));
    var folder = Files.createDirectories(Path.of("target", "readme-events"));
    Files.writeString(
        folder.resolve("verify.mjs"),
        text.substring(from + "```js".length(), text.indexOf("```", from + 1)));
    Files.writeString(
        folder.resolve("main.mjs"),
        """
        import { isGenuine } from './verify.mjs';
        const [, , secret, id, time, signature, body] = process.argv;
        const ask = (time, body) => isGenuine(
          secret, { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature }, Buffer.from(body));
        console.log(ask(time, body), ask(time, body + ' '), ask(String(Number(time) - 400), body));
        """);
    var node =
        new ProcessBuilder(
                "node",
                "main.mjs",
                receiver.secret(),
                event.id(),
                event.timestamp(),
                event.signature(),
                event.body())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    assertEquals("true false false", new String(node.getInputStream().readAllBytes()).strip());
  }

  @Test
  void whoDoesntTakeItIsToldAgainWithTheSameId() throws IOException {
    var shopper = paid(one);
    shopper.complete(one.uri());
    await().atMost(PATIENCE).until(() -> receiver.of("/flaky", shopper.checkout()).size() >= 2);
    var tries = receiver.of("/flaky", shopper.checkout());
    assertEquals(2, tries.size());
    for (var each : tries) {
      assertCompleted(each);
      assertEquals(tries.getFirst().id(), each.id());
      assertEquals(tries.getFirst().body(), each.body());
    }
  }

  @Test
  void whatTheReconcilerCompletesIsTold() throws IOException {
    assertCompleted(told("/books", paid(one).checkout()));
  }

  @Test
  void cancellingIsTold() throws IOException {
    var shopper = paid(one);
    var answer = shopper.call("POST", one.uri(), "/v1/checkout/cancellation", "{}");
    assertEquals(200, answer.status(), answer.body()::toString);
    var event = told("/books", shopper.checkout());
    assertTrue(receiver.isGenuine(event));
    assertEquals("dev.baton.checkout.cancelled", event.json().at("/type").asText());
    assertEquals("cancelled", event.json().at("/data/payment/status").asText());
    assertTrue(event.json().at("/data/order").isNull());
  }

  @Test
  void aPaymentThatIsUndoneIsToldAndThenTheOrderIs() throws IOException {
    var shopper = new Shopper();
    shopper.ready(one.uri(), one.uri());
    shopper.post(
        one.uri(),
        "/v1/checkout/payment",
        """
        {"method":"pm_card_authenticationRequired","returnUrl":"https://shop.example/back",
         "expectedTotal":2650}\
        """);
    var reopened = told("/books", shopper.checkout());
    assertTrue(receiver.isGenuine(reopened));
    assertEquals("dev.baton.checkout.reopened", reopened.json().at("/type").asText());
    assertEquals("payment-required", reopened.json().at("/data/reason").asText());
    assertEquals("cancelled", reopened.json().at("/data/payment/status").asText());
    shopper.post(one.uri(), "/v1/checkout/refresh", "{}");
    var paid = shopper.pay(one.uri());
    assertEquals(200, paid.status(), paid.body()::toString);
    await().atMost(PATIENCE).until(() -> receiver.of("/books", shopper.checkout()).size() == 2);
    var completed = receiver.of("/books", shopper.checkout()).getLast();
    assertCompleted(completed);
    assertNotEquals(reopened.id(), completed.id());
  }

  @Test
  void whatADeadInstanceHasRecordedAnotherTells() throws Exception {
    try (var doomed =
        gateway(redis)
            .property("baton.completion.auto-complete", "PT10M")
            .property("baton.fault.halt-at", "stated")
            .start()) {
      var shopper = paid(doomed);
      assertThrows(IOException.class, () -> shopper.complete(doomed.uri()));
      assertEquals(137, doomed.awaitExit());
      assertEquals(List.of(), receiver.of("/books", shopper.checkout()));
      assertCompleted(told("/books", shopper.checkout()));
      assertEquals(1, receiver.of("/books", shopper.checkout()).size());
    }
  }

  @Test
  void whatThePaymentProvidersWebhookCompletesIsTold() throws IOException {
    var ports = Ports.freePair();
    var random = new byte[24];
    new SecureRandom().nextBytes(random);
    var secret = Base64.getEncoder().encodeToString(random);
    try (var own = LocalRedis.launch();
        var hearing =
            gateway(own)
                .ports(ports[0], ports[1])
                .property("baton.reconciler.enabled", "false")
                .property("baton.webhook.secrets", secret)
                .property("baton.sandbox.webhook.secret", secret)
                .property(
                    "baton.sandbox.webhook.urls",
                    "http://127.0.0.1:" + ports[0] + "/v1/payments/sandbox/webhook")
                .start()) {
      assertCompleted(told("/books", paid(hearing).checkout()));
    }
  }

  @Test
  void everyCheckoutIsToldOfUnderAnIdOfItsOwnThoughAnotherSubscriberHangs() throws IOException {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      var shopper = paid(one);
      shopper.complete(one.uri());
      ids.add(told("/books", shopper.checkout()).id());
    }
    assertEquals(10, ids.size());
    assertFalse(receiver.all("/slow").isEmpty());
  }

  private static double counted(String subscriber, String result) {
    return one.metric(
            "baton_events_total{result=\"" + result + "\",subscriber=\"" + subscriber + "\"} ")
        .orElse(0);
  }
}
