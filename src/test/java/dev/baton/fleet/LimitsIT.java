package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one client may send, and how long it may take. */
class LimitsIT {
  private static final int MOST_CONNECTIONS = 100;
  private static final String READ = "GET /v1/checkout HTTP/1.1\r\nHost: a.example\r\n";
  private static final String CREATE = "POST /v1/checkouts HTTP/1.1\r\nHost: a.example\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static LocalRedis redis;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    gateway =
        GatewayProcess.builder()
            .redis(redis)
            .property("baton.overload.steps", "2")
            .property("baton.overload.anchors", "1")
            .property("baton.sandbox.slow", "20s")
            .property("baton.provider.timeout", "60s")
            .property("quarkus.http.idle-timeout", "20s")
            .property("quarkus.http.limits.max-connections", Integer.toString(MOST_CONNECTIONS))
            .start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    redis.close();
  }

  @Test
  void aBodyInPiecesThatBecomesTooLargeIsAProblem() throws IOException {
    try (var json = new RawClient(gateway);
        var text = new RawClient(gateway);
        var untyped = new RawClient(gateway)) {
      isTooLargeInPieces(json, JSON);
      isTooLargeInPieces(text, "Content-Type: text/plain\r\n");
      isTooLargeInPieces(untyped, "");

      json.trickleUntilItEnds();
      text.trickleUntilItEnds();
      untyped.trickleUntilItEnds();
    }
  }

  private static void isTooLargeInPieces(RawClient client, String type) throws IOException {
    client.send(CREATE + type + "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 70; i++) {
      client.send("400\r\n" + " ".repeat(1024) + "\r\n");
    }
    var answer = client.answer();
    assertTrue(answer.startsWith("http/1.1 413 "), answer);
    assertTrue(answer.contains("/problems/body-too-large"), answer);
    assertTrue(answer.contains("at most 65536 bytes"), answer);
  }

  @ParameterizedTest
  @CsvSource({"65536, 100", "65537, 413"})
  void whoAsksBeforeItSendsABodyIsTold(int size, int status) throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send(CREATE + JSON + "Expect: 100-continue\r\nContent-Length: " + size + "\r\n\r\n");

      var line = client.line();

      assertTrue(line.startsWith("http/1.1 " + status + " "), line);
      client.send(" ".repeat(size));
      assertTrue(client.answer().contains(status == 100 ? "/invalid-json" : "/body-too-large"));
    }
  }

  @ParameterizedTest
  @CsvSource({"262144, 400, /problems/", "262145, 413, at most 262144 bytes"})
  void anEventMayBeLargerThanACall(int size, int status, String says) throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send("POST /v1/payments/sandbox/webhook HTTP/1.1\r\nHost: a.example\r\n" + JSON);
      client.send("Content-Length: " + size + "\r\n\r\n" + " ".repeat(size));

      var answer = client.answer();
      assertTrue(answer.startsWith("http/1.1 " + status + " "), answer);
      assertTrue(answer.contains(says), answer);
    }
  }

  @Test
  void bodiesThatTrickleInKeepNobodyOutWhateverTheyAre() throws IOException {
    var clients = new ArrayList<RawClient>();
    try {
      for (var type : List.of(JSON, "Content-Type: text/plain\r\n", "")) {
        for (var path : List.of("/v1/checkouts", "/v1/payments/sandbox/webhook", "/problems")) {
          var client = new RawClient(gateway);
          clients.add(client);
          client.send("POST " + path + " HTTP/1.1\r\nHost: a.example\r\n" + type);
          client.send("Content-Length: 1000\r\n\r\n{");
        }
      }
      assertEquals(401, read());
      assertEquals(0, metric("baton_calls_under_way{share=\"step\"}"));
      assertEquals(0, metric("baton_calls_under_way{share=\"anchor\"}"));
      for (var client : clients) {
        client.trickleUntilItEnds();
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aBodyThatTricklesInOverHttp2EndsItsCall() throws Exception {
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      // The first call of a connection asks to change to HTTP/2.
      var first = HttpRequest.newBuilder(gateway.uri().resolve("/problems")).build();
      assertEquals(HttpClient.Version.HTTP_2, http.send(first, BodyHandlers.ofString()).version());
      var endless =
          HttpRequest.newBuilder(gateway.uri().resolve("/v1/checkouts"))
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .POST(endless())
              .build();

      var failure =
          assertThrows(IOException.class, () -> http.send(endless, BodyHandlers.discarding()));

      assertFalse(failure instanceof HttpTimeoutException, failure::toString);
      await("its place to be free")
          .atMost(PATIENCE)
          .until(() -> metric("baton_calls_under_way{share=\"step\"}") == 0);
    }
  }

  @Test
  void headersThatTrickleInAreNotWaitedFor() throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send(READ + "X-A: ").trickleUntilItEnds();
    }
  }

  @Test
  void whoNeverReadsTheAnswersIsHungUpOn() throws IOException {
    try (var client = new RawClient(gateway)) {
      var ask = "GET /openapi HTTP/1.1\r\nHost: a.example\r\n\r\n".repeat(20);

      assertThrows(
          SocketException.class,
          () -> {
            for (int i = 0; i < 100_000; i++) {
              client.send(ask);
            }
          });

      assertEquals(401, read());
      assertTrue(metric("jvm_buffer_memory_used_bytes{id=\"direct\"}") < 32 << 20);
    }
  }

  @Test
  void whoAsksFarAheadIsHungUpOnAndWhoAsksALittleAheadIsNot() throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send((READ + "\r\n").repeat(30));
      for (int i = 0; i < 30; i++) {
        assertTrue(client.answer().startsWith("http/1.1 401 "));
      }
      client.send(slow());
      client.send((READ + "\r\n").repeat(1000));

      assertEquals("", client.untilItEnds());
    }
  }

  @Test
  void connectionsThatSayNothingLeaveRoomAgain() throws IOException {
    var silent = new ArrayList<RawClient>();
    try {
      assertEquals(401, read());
      for (int i = 0; i < MOST_CONNECTIONS; i++) {
        silent.add(new RawClient(gateway));
      }
      try (var surplus = new RawClient(gateway)) {
        assertTimeout(Duration.ofSeconds(10), () -> assertEquals("", surplus.untilItEnds()));
      }
      assertTrue(metric("baton_calls_under_way{share=\"step\"}") >= 0, "reachable for operators");
      for (var client : silent) {
        assertEquals("", client.untilItEnds());
      }
      assertEquals(401, read());
    } finally {
      for (var client : silent) {
        client.close();
      }
    }
  }

  /** A call that takes 20 s. */
  private static String slow() {
    var body =
        """
        {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE",\
        "actions":[{"action":"add-line","sku":"magic-pricing-slow","quantity":1}]}\
        """;
    return CREATE + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static int read() throws IOException {
    try (var client = new RawClient(gateway)) {
      return Integer.parseInt(client.send(READ + "\r\n").answer().substring(9, 12));
    }
  }

  private static double metric(String series) {
    return gateway.metric(series).orElse(-1);
  }

  /** A body that begins and never ends. */
  private static HttpRequest.BodyPublisher endless() {
    return BodyPublishers.fromPublisher(reader ->
        reader.onSubscribe(
            new Flow.Subscription() {
              private boolean begun;

              @Override
              public void request(long pieces) {
                if (!begun) {
                  begun = true;
                  reader.onNext(ByteBuffer.wrap(new byte[] {'{'}));
                }
              }

              @Override
              public void cancel() {}
            }));
  }
}
