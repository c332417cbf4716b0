package dev.baton.rest;

import static dev.baton.rest.AssertionsTest.entry;
import static dev.baton.rest.AssertionsTest.stranger;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.baton.checkout.ProblemType;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodecs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Key sets of issuers at web addresses, which may be down, slow, or not what they should be. */
class FetchedKeysTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Identity LOGIN = Identity.LOGIN;

  private Instant now = NOW;

  private Assertions assertions(String address) {
    return new Assertions(
        () -> Map.of("login", entry("demo", LOGIN.issuer, address)),
        new Storefronts(List.of(TokenCodecs.DEMO)),
        () -> now);
  }

  private static void assertRefused(Assertions by, String assertion) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> by.verify(assertion, "demo", "/a"));
    assertEquals(ProblemType.ASSERTION_REFUSED, refused.refusal().type());
  }

  /** A server of key sets, which counts how often it is asked. */
  private static final class KeyServer implements AutoCloseable {
    final AtomicInteger asked = new AtomicInteger();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile HttpHandler answer;

    KeyServer(HttpHandler first) throws IOException {
      answer = first;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            asked.incrementAndGet();
            try (exchange) {
              answer.handle(exchange);
            }
          });
      server.start();
    }

    void answers(HttpHandler next) {
      answer = next;
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks";
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }

  private static HttpHandler text(int status, String text) {
    return exchange -> {
      if (status == 302) {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
      }
      exchange.sendResponseHeaders(status, text.length());
      exchange.getResponseBody().write(text.getBytes(UTF_8));
    };
  }

  /** Begins an answer and never ends it, a space at a time. */
  private static void drip(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      while (true) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void keysAreFetchedOnceForAsManyAsCome() throws Exception {
    try (KeyServer server = new KeyServer(text(200, Files.readString(LOGIN.publicKeys())))) {
      Assertions remote = assertions(server.address());
      for (int i = 0; i < 20; i++) {
        remote.verify(LOGIN.assertion(NOW), "demo", "/a");
        assertRefused(remote, stranger("invented-" + i));
      }
      assertEquals(1, server.asked.get());
    }
  }

  @Test
  void theirAbsenceIsNotTheCustomersFault() throws Exception {
    try (KeyServer server = new KeyServer(text(404, ""))) {
      Assertions nowhere = assertions(server.address());
      AssertionKeysException down =
          assertThrows(
              AssertionKeysException.class,
              () -> nowhere.verify(LOGIN.assertion(NOW), "demo", "/a"));
      assertEquals(503, down.problem().status());
      assertEquals("The keys of assertion issuer login can't be had", down.getMessage());
    }
  }

  @TestFactory
  Stream<DynamicTest> anIssuerWithoutKeysIsAskedOnceWhateverItAnswers() throws Exception {
    String keys = Files.readString(LOGIN.publicKeys());
    return Stream.of(
            Map.entry("a fault", text(500, "")),
            Map.entry("a page", text(200, "<html>")),
            Map.entry("no set", text(200, "{\"keys\":5}")),
            Map.entry("way too much", text(200, " ".repeat(300_000) + keys)),
            Map.entry("another address", text(302, keys)),
            Map.<String, HttpHandler>entry("a drip", FetchedKeysTest::drip))
        .map(answer -> dynamicTest(answer.getKey(), () -> isAskedOnce(answer.getValue())));
  }

  private void isAskedOnce(HttpHandler answer) throws Exception {
    now = NOW;
    try (KeyServer server = new KeyServer(answer)) {
      Assertions remote = assertions(server.address());
      for (String assertion : List.of(LOGIN.assertion(NOW), stranger("a"), stranger("b"))) {
        assertThrows(AssertionKeysException.class, () -> remote.verify(assertion, "demo", "/a"));
      }
      assertEquals(1, server.asked.get());
      server.answers(text(200, Files.readString(LOGIN.publicKeys())));
      now = NOW.plusSeconds(5);
      remote.verify(LOGIN.assertion(NOW), "demo", "/a");
    }
  }

  @Test
  void anIssuerWithAnEmptySetIsAskedOnce() throws Exception {
    try (KeyServer server = new KeyServer(text(200, "{\"keys\":[]}"))) {
      Assertions remote = assertions(server.address());
      for (String assertion : List.of(LOGIN.assertion(NOW), stranger("a"), stranger("b"))) {
        assertRefused(remote, assertion);
      }
      assertEquals(1, server.asked.get());
    }
  }

  @Test
  void keysAreGoodForAnHourWhileTheirIssuerIsDownButNoLonger() throws Exception {
    try (KeyServer server = new KeyServer(text(200, Files.readString(LOGIN.publicKeys())))) {
      Assertions remote = assertions(server.address());
      remote.verify(LOGIN.assertion(now), "demo", "/a");
      server.answers(text(500, ""));
      now = NOW.plus(Duration.ofMinutes(59));
      remote.verify(LOGIN.assertion(now), "demo", "/a");
      now = NOW.plus(Duration.ofMinutes(60));
      assertThrows(
          AssertionKeysException.class, () -> remote.verify(LOGIN.assertion(now), "demo", "/a"));
    }
  }

  @Test
  void aKeyThatItsIssuerWithdrewIsBelievedForTenMinutesAtMost() throws Exception {
    try (KeyServer server = new KeyServer(text(200, Files.readString(LOGIN.publicKeys())))) {
      Assertions remote = assertions(server.address());
      remote.verify(LOGIN.assertion(now), "demo", "/a");
      server.answers(text(200, Files.readString(Identity.OUTLET.publicKeys())));
      now = NOW.plus(Duration.ofMinutes(10));
      assertRefused(remote, LOGIN.assertion(now));
    }
  }
}
