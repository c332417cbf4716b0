package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import dev.baton.local.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An instance that is told to end (SIGTERM) while it makes an order at a slow backend. */
class DrainIT {
  /** What a JVM that is ended by SIGTERM says. */
  private static final int TERMINATED = 143;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static LocalRedis redis;
  private static GatewayProcess sandbox;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    sandbox =
        GatewayProcess.builder()
            .property("baton.sandbox.serve", "true")
            .property("baton.sandbox.slow", "8s")
            .start();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
    redis.close();
  }

  @AfterEach
  void quick() throws IOException {
    ordersAre("DELETE", null);
    calls.shutdownNow();
  }

  private static GatewayProcess.Builder gateway() {
    return GatewayProcess.builder()
        .redis(redis)
        .property("baton.provider.type", "http")
        .property("baton.provider.url", sandbox.uri() + "/sandbox/providers")
        .property("baton.orders.timeout", "30s")
        .property("baton.completion.lease", "12s")
        .property("baton.token.generated-keys", "target/fleet-keys");
  }

  @Test
  void anOrderThatIsBeingMadeIsAnsweredAndNobodyNewIsLetIn() throws Exception {
    try (var gateway = gateway().start();
        var regular = new RawClient(gateway);
        var silent = new RawClient(gateway)) {
      var shopper = paid(gateway);
      assertFalse(askOn(regular).contains("connection: close"));
      assertEquals(200, ready(gateway));
      ordersAre("PUT", "{\"effect\":\"slow\"}");
      var completing = complete(gateway, shopper);

      gateway.terminate();

      await("the door to be closed")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !Ports.isTaken(gateway.port()));
      assertEquals(503, ready(gateway));
      assertEquals(1, underWay(gateway));
      assertTrue(askOn(regular).contains("connection: close"));
      assertEquals("", regular.untilItEnds());
      var done = completing.get(60, TimeUnit.SECONDS);
      assertEquals(200, done.status(), done.body()::toString);
      assertEquals("completed", done.text("/checkout/status"));
      assertEquals(TERMINATED, gateway.awaitExit());
      assertEquals("", silent.untilItEnds());
      assertOneOrderPaidOnce(shopper.checkout());
    }
  }

  @Test
  void balancersThatLookAtReadinessHaveTimeToSeeIt() throws Exception {
    try (var gateway = gateway().property("quarkus.shutdown.delay", "15s").start()) {
      gateway.terminate();

      await("readiness to be down").atMost(PATIENCE).until(() -> ready(gateway) == 503);
      assertTrue(Ports.isTaken(gateway.port()));
      assertEquals(
          200, new Shopper().call("GET", gateway.uri(), "/.well-known/jwks.json", null).status());
      assertEquals(TERMINATED, gateway.awaitExit());
    }
  }

  @Test
  void whatTakesLongerThanItsTimeIsFinishedByAnother() throws Exception {
    try (var other = gateway().start();
        var gateway = gateway().property("quarkus.shutdown.timeout", "1s").start()) {
      var shopper = paid(gateway);
      ordersAre("PUT", "{\"effect\":\"slow\"}");
      var completing = complete(gateway, shopper);

      gateway.terminate();

      assertEquals(TERMINATED, gateway.awaitExit());
      assertThrows(ExecutionException.class, () -> completing.get(60, TimeUnit.SECONDS));
      ordersAre("DELETE", null);
      // Nobody asks: the other one finds it by itself, once the lease is over.
      await("the order to be paid for")
          .atMost(Duration.ofSeconds(120))
          .until(() -> "paid".equals(orders(shopper.checkout()).at("/0/settled").asText()));
      var done = shopper.complete(other.uri());
      assertEquals("completed", done.text("/checkout/status"), done.body()::toString);
      assertOneOrderPaidOnce(shopper.checkout());
    }
  }

  @Test
  void whatTheReconcilerHasBegunItFinishes() throws Exception {
    try (var gateway = gateway().property("baton.completion.auto-complete", "5s").start()) {
      var shopper = paid(gateway);
      ordersAre("PUT", "{\"effect\":\"slow\"}");
      await("the order to be made")
          .atMost(PATIENCE)
          .until(() -> orders(shopper.checkout()).size() == 1);

      gateway.terminate();

      assertEquals(TERMINATED, gateway.awaitExit());
      assertOneOrderPaidOnce(shopper.checkout());
    }
  }

  @Test
  void whatFallsDueLaterIsLeftToAnother() throws Exception {
    try (var other = gateway().property("baton.reconciler.enabled", "false").start();
        var gateway = gateway().property("baton.completion.auto-complete", "4s").start()) {
      var caller = paid(gateway);
      ordersAre("PUT", "{\"effect\":\"slow\"}");
      var completing = complete(gateway, caller);
      var absent = paid(gateway);

      gateway.terminate();
      // Only the order that is being made takes long: there is time for another one meanwhile.
      ordersAre("DELETE", null);

      assertEquals("completed", completing.get(60, TimeUnit.SECONDS).text("/checkout/status"));
      assertEquals(TERMINATED, gateway.awaitExit());
      assertEquals(0, orders(absent.checkout()).size());
      var done = absent.complete(other.uri());
      assertEquals("completed", done.text("/checkout/status"), done.body()::toString);
      assertOneOrderPaidOnce(absent.checkout());
    }
  }

  private static Shopper paid(GatewayProcess gateway) throws IOException {
    var shopper = new Shopper();
    shopper.ready(gateway.uri(), gateway.uri());
    var paid = shopper.pay(gateway.uri());
    assertEquals("authorized", paid.text("/checkout/payment/status"), paid.body()::toString);
    return shopper;
  }

  /** Begins a call, and waits until the gateway is at it. */
  private Future<Shopper.Answer> complete(GatewayProcess gateway, Shopper shopper) {
    var completing = calls.submit(() -> shopper.complete(gateway.uri()));
    await("the call to be under way").atMost(PATIENCE).until(() -> underWay(gateway) == 1);
    return completing;
  }

  /** A call that is answered by a problem, on a connection that is kept; in small letters. */
  private static String askOn(RawClient client) throws IOException {
    return client.send("GET /v1/checkout HTTP/1.1\r\nHost: a.example\r\n\r\n").answer();
  }

  private static void ordersAre(String method, @Nullable String effect) throws IOException {
    var answer = new Shopper().call(method, sandbox.uri(), "/sandbox/faults/orders", effect);
    assertEquals(200, answer.status());
  }

  private static int ready(GatewayProcess gateway) throws Exception {
    return management(gateway, "/q/health/ready").statusCode();
  }

  private static double underWay(GatewayProcess gateway) {
    return gateway.metric("baton_calls_under_way{share=\"anchor\"}").orElse(-1);
  }

  private static HttpResponse<String> management(GatewayProcess gateway, String path)
      throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(gateway.managementUri().resolve(path)).build();
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private static JsonNode orders(String checkout) throws IOException {
    return books("orders", checkout);
  }

  private static JsonNode books(String of, String checkout) throws IOException {
    var path = "/sandbox/" + of + "?checkout=" + checkout;
    return new Shopper().call("GET", sandbox.uri(), path, null).body().at("/" + of);
  }

  private static void assertOneOrderPaidOnce(String checkout) throws IOException {
    var orders = orders(checkout);
    var payments = books("payments", checkout);
    assertEquals(1, orders.size(), orders::toString);
    assertEquals("paid", orders.at("/0/settled").asText());
    assertEquals(1, payments.size(), payments::toString);
    assertEquals(2650, payments.at("/0/captured").asLong());
    assertEquals(0, payments.at("/0/refunded").asLong());
  }
}
