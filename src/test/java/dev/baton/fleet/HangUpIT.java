package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections end, by either side. */
class HangUpIT {
  private static final String READ = "GET /v1/checkout HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final String REFRESH = "POST /v1/checkout/refresh HTTP/1.1\r\nHost: a.example\r\n";
  private static final String CREATE =
      "POST /v1/checkouts HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n";

  private static LocalRedis redis;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    gateway = GatewayProcess.builder().redis(redis).property("baton.sandbox.slow", "1s").start();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    redis.close();
  }

  @Test
  void nothingIsAnsweredAfterTheLastAnswer() throws IOException {
    var large = "X-Large: " + "a".repeat(33_000) + "\r\n";
    for (var refused :
        new String[] {
          REFRESH + large + "Content-Length: 2\r\n\r\n{}",
          REFRESH.replace(" HTTP", "?" + "a".repeat(5000) + " HTTP")
              + "Content-Length: 2\r\n\r\n{}",
          REFRESH + "Content-Length: 20000000\r\n\r\n"
        }) {
      try (var client = new RawClient(gateway)) {
        var answer = client.send(refused).answer();
        assertTrue(answer.contains("connection: close"), answer);

        client.send(READ);

        assertEquals("", client.untilItEnds());
      }
    }
  }

  /** What comes behind it would be taken for the next call, past whoever looks at calls before. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "xchunked",
        "identity",
        "gzip",
        "\"chunked\"",
        "chunked;q=1",
        "gzip, chunked",
        "chunked, identity",
        "chunked\r\nTransfer-Encoding: chunked"
      })
  void anEncodingThatIsNotKnownIsTheEnd(String encoding) throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send(REFRESH + "Transfer-Encoding: " + encoding + "\r\n\r\n0\r\n\r\n" + READ);

      var answer = client.answer();
      assertTrue(answer.startsWith("http/1.1 400 "), answer);
      assertTrue(answer.startsWith("http/1.1 400 "), answer);
      assertTrue(answer.contains("transfer-encoding may only be chunked"), answer);
      assertEquals("", client.untilItEnds());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "Chunked", " chunked "})
  void aBodyInPiecesIsFollowedByTheNextCall(String encoding) throws IOException {
    try (var client = new RawClient(gateway)) {
      client.send(REFRESH + "Transfer-Encoding: " + encoding + "\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
      assertTrue(client.answer().startsWith("http/1.1 401 "));
      assertTrue(client.send(READ).answer().startsWith("http/1.1 401 "));
    }
  }

  @Test
  void whoIsGoneBeforeTheAnswerIsNoFaultOfOurs() throws IOException {
    var body =
        """
        {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE",\
        "actions":[{"action":"add-line","sku":"magic-pricing-slow","quantity":1}]}\
        """;
    for (int i = 0; i < 10; i++) {
      try (var client = new RawClient(gateway)) {
        client.send(CREATE + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        underWay(1);
        client.resets();
      }
      underWay(0);
    }
    assertEquals(0, gateway.metric("baton_refusals_total{type=\"internal-error\"").orElse(0));
    assertFalse(gateway.log().contains("ERROR"), gateway::log);
  }

  private static void underWay(int calls) {
    await(calls + " calls to be under way")
        .atMost(Duration.ofSeconds(60))
        .until(() -> gateway.metric("baton_calls_under_way{share=\"step\"}").orElse(-1) == calls);
  }
}
