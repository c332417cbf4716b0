package dev.baton.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a call's path, query and headers may be. */
class HeadLimitsIT {
  private static final String READ = "GET /v1/checkout HTTP/1.1\r\nHost: a.example\r\n";
  private static final String CREATE =
      "POST /v1/checkouts HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n";

  private static LocalRedis redis;
  private static GatewayProcess gateway;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    gateway = GatewayProcess.builder().redis(redis).start();
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
      throws IOException {
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
  void anAddressOfMoreThan4KiBIsAProblem(int length, int status, String slug) throws IOException {
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
      client.send(CREATE + headers(1, 33_000) + "Content-Length: 2000\r\n\r\n{");

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

  private static double refused(String slug) {
    return gateway.metric("baton_refusals_total{type=\"" + slug + "\"}").orElse(0);
  }
}
