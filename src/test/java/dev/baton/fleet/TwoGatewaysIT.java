package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two gateway processes on one Redis and one served sandbox, which is a third process. */
class TwoGatewaysIT {
  private static LocalRedis redis;
  private static GatewayProcess sandbox;
  private static GatewayProcess one;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    sandbox = GatewayProcess.builder().property("baton.sandbox.serve", "true").start();
    one = gateway().start();
  }

  @AfterAll
  static void stop() {
    one.close();
    sandbox.close();
    redis.close();
  }

  private static GatewayProcess.Builder gateway() {
    return GatewayProcess.builder()
        .redis(redis)
        .property("baton.provider.type", "http")
        .property("baton.provider.url", sandbox.uri() + "/sandbox/providers")
        .property("baton.completion.lease", "10s")
        .property("baton.token.generated-keys", "target/fleet-keys");
  }

  @Test
  void everyStepCanGoToTheOtherInstance() throws IOException {
    try (var two = gateway().start()) {
      var shopper = new Shopper();
      var ready = shopper.ready(one.uri(), two.uri());
      assertEquals(2650, ready.number("/checkout/totals/total"), ready.body()::toString);
      shopper.call("GET", one.uri(), "/v1/checkout", null);
      shopper.post(two.uri(), "/v1/checkout/refresh", "{}");
      assertEquals(200, shopper.post(one.uri(), "/v1/checkout/reservation", "{}").status());
      var paid = shopper.pay(two.uri());
      assertEquals("authorized", paid.text("/checkout/payment/status"), paid.body()::toString);
      var done = shopper.complete(one.uri());
      assertEquals("completed", done.text("/checkout/status"), done.body()::toString);
      var again = shopper.complete(two.uri());
      assertEquals(done.text("/checkout/order/id"), again.text("/checkout/order/id"));
      assertOneOrderPaidOnce(shopper.checkout());
    }
  }

  @Test
  void anInstanceThatDiesBetweenPlacingAndCapturingIsFinishedByTheOther() throws IOException {
    try (var doomed = gateway().property("baton.fault.halt-at", "before-capture").start()) {
      var shopper = readyAndPaid(doomed);
      assertThrows(IOException.class, () -> shopper.complete(doomed.uri()));
      assertEquals(137, doomed.awaitExit());
      var books = books(shopper.checkout());
      assertEquals(1, books.orders().size());
      assertEquals("no", books.orders().get(0).path("settled").asText());
      assertEquals(0, books.payments().get(0).path("captured").asLong());

      finishAtTheOther(shopper);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInstanceKilledWhileItCapturesIsFinishedByTheOther() throws Exception {
    try (var doomed = gateway().start()) {
      var shopper = readyAndPaid(doomed);
      misbehave("PUT", "{\"effect\":\"slow\"}");
      try (var calls = Executors.newVirtualThreadPerTaskExecutor()) {
        var completing = calls.submit(() -> shopper.complete(doomed.uri()));
        await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> books(shopper.checkout()).orders().size() == 1);
        doomed.kill();
        assertThrows(ExecutionException.class, completing::get);
      } finally {
        misbehave("DELETE", null);
      }
      finishAtTheOther(shopper);
    }
  }

  private static Shopper readyAndPaid(GatewayProcess at) throws IOException {
    var shopper = new Shopper();
    shopper.ready(one.uri(), at.uri());
    var paid = shopper.pay(at.uri());
    assertEquals("authorized", paid.text("/checkout/payment/status"), paid.body()::toString);
    return shopper;
  }

  /** The dead worker's lease has to end first. */
  private static void finishAtTheOther(Shopper shopper) throws IOException {
    await().atMost(Duration.ofSeconds(60)).until(() -> shopper.complete(one.uri()).status() == 200);
    var done = shopper.complete(one.uri());
    assertEquals("completed", done.text("/checkout/status"), done.body()::toString);
    assertOneOrderPaidOnce(shopper.checkout());
  }

  private static void assertOneOrderPaidOnce(String checkout) throws IOException {
    var books = books(checkout);
    assertEquals(1, books.orders().size());
    assertEquals("paid", books.orders().get(0).path("settled").asText());
    assertEquals(1, books.payments().size());
    assertEquals(2650, books.payments().get(0).path("captured").asLong());
    assertEquals(0, books.payments().get(0).path("refunded").asLong());
  }

  /** What the sandbox has of one checkout. */
  private record Books(JsonNode orders, JsonNode payments) {}

  private static Books books(String checkout) throws IOException {
    var asker = new Shopper();
    var query = "?checkout=" + checkout;
    return new Books(
        asker.call("GET", sandbox.uri(), "/sandbox/orders" + query, null).body().at("/orders"),
        asker.call("GET", sandbox.uri(), "/sandbox/payments" + query, null).body().at("/payments"));
  }

  private static void misbehave(String method, @Nullable String effect) throws IOException {
    var answer = new Shopper().call(method, sandbox.uri(), "/sandbox/faults/payment", effect);
    assertEquals(200, answer.status());
  }
}
