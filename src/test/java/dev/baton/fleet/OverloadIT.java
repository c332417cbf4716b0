package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * More calls than are taken at once, clients that are slow, and an instance that is told to end.
 */
class OverloadIT {
  private static final int STEPS = 3;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static LocalRedis redis;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    gateway = start(redis);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    redis.close();
  }

  private static GatewayProcess start(LocalRedis redis) {
    return GatewayProcess.builder()
        .redis(redis)
        .property("baton.overload.steps", Integer.toString(STEPS))
        .property("quarkus.http.idle-timeout", "15s")
        .property("baton.sandbox.slow", "8s")
        .property("baton.provider.timeout", "60s")
        .start();
  }

  @Test
  void whatIsTooMuchIsRefusedAtOnceAndWhoPaysIsNot() throws Exception {
    var shopper = new Shopper();
    shopper.ready(gateway.uri(), gateway.uri());
    List<CompletableFuture<HttpResponse<String>>> slow =
        IntStream.range(0, STEPS).mapToObj(_ -> create("magic-pricing-slow")).toList();
    await("all places to be taken")
        .atMost(Duration.ofSeconds(60))
        .until(() -> metric("baton_calls_under_way{share=\"step\"}") == STEPS);

    var began = System.nanoTime();
    var refused = create("mug-blue").get(30, TimeUnit.SECONDS);
    var took = Duration.ofNanos(System.nanoTime() - began);

    assertEquals(503, refused.statusCode());
    assertTrue(refused.body().contains("/problems/overloaded\""), refused::body);
    assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
    assertEquals("no-store", refused.headers().firstValue("Cache-Control").orElse(""));
    for (var page : List.of("/q/health/live", "/q/health/ready", "/q/metrics")) {
      var request = HttpRequest.newBuilder(gateway.managementUri().resolve(page)).build();
      assertEquals(200, HTTP.send(request, BodyHandlers.ofString()).statusCode(), page);
    }
    assertTrue(slow.stream().noneMatch(CompletableFuture::isDone), "refused late: " + took);
    assertEquals(200, shopper.post(gateway.uri(), "/v1/checkout/cancellation", "{}").status());
    assertTrue(metric("baton_calls_refused_total{share=\"step\"}") >= 1);
    for (var call : slow) {
      assertEquals(201, call.get(60, TimeUnit.SECONDS).statusCode());
    }
    await("all places to be free")
        .atMost(Duration.ofSeconds(30))
        .until(() -> metric("baton_calls_under_way{share=\"step\"}") == 0);
    assertEquals(201, create("mug-blue").get(60, TimeUnit.SECONDS).statusCode());
  }

  @Test
  void whoHangsUpMakesNoRoomWhileTheWorkGoesOn() throws Exception {
    var clients = new ArrayList<Socket>();
    for (int i = 0; i < STEPS; i++) {
      var client = socket();
      client.getOutputStream().write(bytes(creating("magic-pricing-slow")));
      clients.add(client);
    }
    await("all places to be taken")
        .atMost(Duration.ofSeconds(60))
        .until(() -> metric("baton_calls_under_way{share=\"step\"}") == STEPS);

    for (var client : clients) {
      client.close();
    }

    await("the places to stay taken")
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(20))
        .until(() -> metric("baton_calls_under_way{share=\"step\"}") == STEPS);
    await("all places to be free")
        .atMost(Duration.ofSeconds(60))
        .until(() -> metric("baton_calls_under_way{share=\"step\"}") == 0);
  }

  @Test
  void whoSaysNothingIsHungUpOn() throws Exception {
    try (var socket = socket()) {
      socket.getOutputStream().write(bytes("GET /v1/checkout HTTP/1.1\r\nHost: a.example\r\n"));

      assertTrue(ends(socket));
    }
  }

  @Test
  void whoNeverEndsABodyIsHungUpOn() throws Exception {
    try (var socket = socket()) {
      socket
          .getOutputStream()
          .write(
              bytes(
                  "POST /v1/checkouts HTTP/1.1\r\nHost: a.example\r\n"
                      + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"));

      // A byte now and then: the connection is never idle.
      await("the connection to be ended")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> {
            try {
              socket.getOutputStream().write(' ');
              return false;
            } catch (SocketException e) {
              return true;
            }
          });
    }
  }

  private static String body(String sku) {
    return """
    {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE",
     "actions":[{"action":"add-line","sku":"%s","quantity":1}]}\
    """
        .formatted(sku);
  }

  private static String creating(String sku) {
    return "POST /v1/checkouts HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n"
        + "Content-Length: %d\r\n\r\n%s".formatted(body(sku).length(), body(sku));
  }

  private static CompletableFuture<HttpResponse<String>> create(String sku) {
    return HTTP.sendAsync(
        HttpRequest.newBuilder(gateway.uri().resolve("/v1/checkouts"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body(sku)))
            .build(),
        BodyHandlers.ofString());
  }

  private static double metric(String series) throws Exception {
    return metric(gateway, series);
  }

  private static double metric(GatewayProcess gateway, String series) {
    return gateway.metric(series).orElse(-1);
  }

  private static Socket socket() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static boolean ends(Socket socket) throws IOException {
    try {
      while (socket.getInputStream().read() >= 0) {
        // What it says before it hangs up.
      }
      return true;
    } catch (SocketException e) {
      return true;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
