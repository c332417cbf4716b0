package dev.baton.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedisResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no usual client sends. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class RawRequestsIT {
  @Inject MeterRegistry registry;

  @TestHTTPResource("/")
  URI base;

  private String answer(String request) throws IOException {
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      var answer = new StringBuilder();
      // Up to the end of the document: whoever owes a body isn't hung up on.
      for (int read = 0; read >= 0 && read != '}'; read = socket.getInputStream().read()) {
        answer.append((char) read);
      }
      return answer.substring(1);
    }
  }

  private void isProblem(int status, String slug, String request) throws IOException {
    String answer = answer(request);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertTrue(answer.contains("/problems/" + slug + "\""), answer);
    assertTrue(
        answer.toLowerCase(java.util.Locale.ROOT).contains("cache-control: no-store"), answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "evil.example:99999", "%zz", "[::1", "a b", "x@evil.example", ""})
  void aHostThatIsNoneIsAProblemWithoutIt(String host) throws IOException {
    for (String path : new String[] {"/v1/checkout", "/problems", "/nothing"}) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      isProblem(400, "invalid-parameter", request);
      assertFalse(answer(request).contains("evil"));
    }
  }

  @Test
  void twoHostsAreAProblem() throws IOException {
    isProblem(
        400,
        "invalid-parameter",
        "GET /v1/checkout HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS,*,404,not-found",
    "GET,nothing,404,not-found",
    "GET,/v1;a=b/checkout,404,not-found",
    "GET,/v1/checkout;a,404,not-found",
    "GET,/problems;a,404,not-found",
    "GET,/%c3,404,not-found"
  })
  void whatCannotBeRoutedIsAProblem(String method, String target, int status, String slug)
      throws IOException {
    isProblem(
        status,
        slug,
        method + " " + target + " HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
  }

  @Test
  void aBodyThatIsAnnouncedAsHugeIsAProblemBeforeItIsSent() throws IOException {
    isProblem(
        413,
        "body-too-large",
        "POST /v1/checkouts HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n"
            + "Content-Length: 999999999\r\n\r\n{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0\r\n\r\n",
        "Content-Length: 00\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "\r\n"
      })
  void anEmptyBodyOfJsonIsAnsweredAtOnce(String end) throws IOException {
    isProblem(
        400,
        "invalid-json",
        "POST /v1/checkouts HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\n"
            + end);
  }

  /** There is nobody left to be told: such a connection ends. */
  @Test
  void aBodyInWrongChunksIsTheCallersFault() throws IOException {
    double faults = refusals("internal-error");
    double refused = refusals("invalid-parameter");
    answer(
        "POST /v1/checkouts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nno number\r\n{}\r\n0\r\n\r\n");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> refusals("invalid-parameter") + refusals("internal-error") > refused + faults);
    assertEquals(faults, refusals("internal-error"));
  }

  private double refusals(String type) {
    return registry.counter("baton.refusals", "type", type).count();
  }

  @Test
  void aTokenOf12KiBIsReadOverHttp2() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(base.resolve("/v1/checkout"))
                  .header("Authorization", "Bearer " + "a".repeat(12 * 1024))
                  .build(),
              BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      assertEquals(401, answer.statusCode());
      assertTrue(answer.body().contains("/problems/token-malformed"), answer.body());
      assertTrue(answer.body().contains("\"" + base.getScheme() + "://"), answer.body());
    }
  }

  @Test
  void headersOfMoreThan32KiBAreAProblemOverHttp2() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpRequest.Builder call = HttpRequest.newBuilder(base.resolve("/v1/checkout"));
      // The first one asks to change to HTTP/2.
      assertEquals(401, client.send(call.build(), BodyHandlers.discarding()).statusCode());
      HttpResponse<String> answer =
          client.send(
              call.header("X-A", "a".repeat(HeadLimits.HEADERS)).build(), BodyHandlers.ofString());
      assertEquals(HttpClient.Version.HTTP_2, answer.version());
      assertEquals(431, answer.statusCode());
      assertTrue(answer.body().contains("/problems/headers-too-large\""), answer.body());
    }
  }

  @Test
  void aBodyIsReadOverHttp2() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (int i = 0; i < 3; i++) { // the first one asks to change to HTTP/2
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(base.resolve("/v1/checkouts"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"storefront\":1}"))
                    .build(),
                BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("/problems/wrong-type"), answer.body());
      }
    }
  }
}
