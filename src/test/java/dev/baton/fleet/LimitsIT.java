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
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The framework reads no further, so that it can't be a problem document. */
  @ParameterizedTest
  @CsvSource({"1, 50000", "600, 100", "6000, 1"})
  void headersOfMoreThan48KiBAre431AndTheEnd(int count, int length) throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send(READ + headers(count, length) + "\r\n");

      assertTrue(client.untilItEnds().startsWith("HTTP/1.1 431 "));
    }
  }

  @Test
  void anAddressOfMoreThan8KiBIs414AndTheEnd() throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send("GET /v1/checkout?" + "a".repeat(8192) + " HTTP/1.1\r\nHost: a\r\n\r\n");

      assertTrue(client.untilItEnds().contains(" 414 "));
    }
  }

  /** The framework doesn't let anybody else see it. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/%zz", "/v1/checkout%", "/v1/checkout?a=|"})
  void anAddressThatIsNoUriIs400(String address) throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send("GET " + address + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertTrue(client.untilItEnds().startsWith("HTTP/1.1 400 "));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 33000", "400, 100", "4000, 1"})
  void headersOfMoreThan32KiBAreAProblemAndTheConnectionGoesOn(int count, int length)
      throws Exception {
    double before = refused("headers-too-large");
    try (var client = new RawClient(gateway)) {
      client.send(READ + "Origin: http://localhost:3000\r\n" + headers(count, length) + "\r\n");

      String answer = client.answer();
      isProblem(answer, 431, "headers-too-large");
      assertTrue(answer.contains("access-control-allow-origin: http://localhost:3000"), answer);
      assertEquals(before + 1, refused("headers-too-large"));
      assertTrue(client.send(READ + "\r\n").answer().startsWith("http/1.1 401 "));
    }
  }

  @ParameterizedTest
  @CsvSource({"4096, 401, token-missing", "4097, 414, address-too-long"})
  void anAddressOfMoreThan4KiBIsAProblem(int length, int status, String slug) throws Exception {
    double before = refused(slug);
    try (var client = new RawClient(gateway)) {
      String address = "/v1/checkout?";
      address += "a".repeat(length - address.length());
      client.send("GET " + address + " HTTP/1.1\r\nHost: a.example\r\n\r\n");

      isProblem(client.answer(), status, slug);
      assertEquals(before + 1, refused(slug));
    }
  }

  /** What comes of it would be taken for the next call. */
  @Test
  void whoSendsABodyWithSuchAHeadIsHungUpOn() throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send(CREATE + JSON + headers(1, 33_000) + "Content-Length: 2000\r\n\r\n{");

      String answer = client.answer();
      isProblem(answer, 431, "headers-too-large");
      assertTrue(answer.contains("connection: close"), answer);
    }
  }

  private static String headers(int count, int length) {
    var headers = new StringBuilder();
    for (int i = 0; i < count; i++) {
      headers.append("X-").append(i).append(": ").append("a".repeat(length)).append("\r\n");
    }
    return headers.toString();
  }

  private static void isProblem(String answer, int status, String slug) {
    assertTrue(answer.startsWith("http/1.1 " + status + " "), answer);
    assertTrue(answer.contains("content-type: application/problem+json"), answer);
    assertTrue(answer.contains("http://a.example/problems/" + slug + "\""), answer);
  }

  private static double refused(String slug) throws Exception {
    return Math.max(0, metric("baton_refusals_total{type=\"" + slug + "\"}"));
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
  void bodiesThatTrickleInKeepNobodyOutWhateverTheyAre() throws Exception {
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
  void whoNeverReadsTheAnswersIsHungUpOn() throws Exception {
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
  void connectionsThatSayNothingLeaveRoomAgain() throws Exception {
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

  private static double metric(String series) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(gateway.managementUri().resolve("/q/metrics")).build();
      return http.send(request, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith(series))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .findFirst()
          .orElse(-1);
    }
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
