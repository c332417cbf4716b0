package dev.baton.provider.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static dev.baton.provider.http.BrokenProvider.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.sun.net.httpserver.HttpServer;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.PaymentProvider.NewIntent;
import dev.baton.provider.Purchases;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What becomes of a provider that is slow, overloaded or gone. */
@QuarkusTest
class HttpFaultsIT extends AtABrokenProvider {
  @Test
  void anIdempotentCallIsRepeatedAndItsAnswerTaken() {
    provider.server.stubFor(
        get(anyUrl())
            .inScenario("recovers")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(502))
            .willSetStateTo("up"));
    provider.server.stubFor(
        get(anyUrl()).inScenario("recovers").whenScenarioStateIs("up").willReturn(okJson(NONE)));

    assertInstanceOf(Entry.None.class, provider.orders(2).lookUp("c-1"));
    assertEquals(2, provider.requests());
  }

  @Test
  void repetitionsAreBoundedAndKeepTheKey() {
    provider.answering(aResponse().withStatus(500));
    var intent = new NewIntent("a-1", "demo", "c-1", 100, "EUR", "pm_card_visa", null, Map.of());

    assertFault(Kind.UNKNOWN, () -> provider.payment(2).create(intent));

    assertEquals(3, provider.requests());
    for (var request : provider.server.getAllServeEvents()) {
      assertEquals("a-1", request.getRequest().getHeader("Idempotency-Key"));
    }
  }

  @Test
  void whatMayHaveBeenDoneStaysUnknownThoughTheRepetitionIsNotSent() {
    provider.server.stubFor(
        post(anyUrl())
            .inScenario("overloaded")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(504))
            .willSetStateTo("busy"));
    provider.server.stubFor(
        post(anyUrl())
            .inScenario("overloaded")
            .whenScenarioStateIs("busy")
            .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "1")));
    var intent = new NewIntent("a-1", "demo", "c-1", 100, "EUR", "pm_card_visa", null, Map.of());

    assertFault(Kind.UNKNOWN, () -> provider.payment(2).create(intent));
    assertEquals(2, provider.requests());
  }

  @Test
  void whatMayHaveBeenDoneStaysUnknownThoughTheProviderIsLeftAloneSince() {
    provider.answering(aResponse().withStatus(504));
    var orders = provider.orders(2);
    for (int i = 0; i < 6; i++) {
      assertFault(Kind.UNKNOWN, () -> orders.close("c-1"));
    }

    // The twentieth failure is the second one of this call.
    assertFault(Kind.UNKNOWN, () -> orders.close("c-2"));
    assertFault(Kind.NOT_SENT, () -> orders.close("c-3"));
    assertEquals(20, provider.requests());
  }

  @Test
  void aScreeningIsNeverRepeated() {
    provider.answering(aResponse().withStatus(500));
    var order = Purchases.fixed();

    assertFault(
        Kind.UNKNOWN,
        () -> new HttpScreening(provider.calls(2)).screen(order.contents(), order.totals()));

    assertEquals(1, provider.requests());
  }

  @Test
  void busyMeansNotDoneAndIsNotRepeatedAtOnce() {
    provider.answering(aResponse().withStatus(503).withHeader("Retry-After", "1"));
    assertFault(Kind.NOT_SENT, () -> provider.orders(2).lookUp("c-1"));
    provider.answering(aResponse().withStatus(429));
    assertFault(Kind.NOT_SENT, () -> provider.orders(2).lookUp("c-1"));
    assertEquals(2, provider.requests());
  }

  @Test
  void unavailableWithoutSayingMoreIsUnknown() {
    provider.answering(aResponse().withStatus(503));
    assertFault(Kind.UNKNOWN, () -> provider.orders(0).lookUp("c-1"));
    provider.answering(aResponse().withStatus(408));
    assertFault(Kind.UNKNOWN, () -> provider.orders(0).lookUp("c-1"));
  }

  @Test
  void whatTheProviderRefusesToReadIsNotRepeated() {
    for (int status : List.of(400, 401, 403, 404, 409, 415, 422, 302, 204)) {
      provider.server.resetAll();
      provider.answering(aResponse().withStatus(status).withHeader("Location", "/elsewhere"));
      assertFault(Kind.CONTRACT, () -> provider.orders(2).lookUp("c-1"));
      assertEquals(1, provider.requests(), "status " + status);
    }
  }

  @Test
  void nobodyThereMeansNotSent() throws IOException {
    URI gone;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    assertFault(
        Kind.NOT_SENT,
        () -> new HttpOrders(provider.calls(gone, 1, Duration.ofSeconds(5))).lookUp("c-1"));
  }

  @Test
  void aBrokenConnectionIsUnknown() {
    for (var fault :
        List.of(
            Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE, Fault.RANDOM_DATA_THEN_CLOSE)) {
      provider.answering(aResponse().withFault(fault));
      assertFault(Kind.UNKNOWN, () -> provider.orders(0).lookUp("c-1"));
    }
  }

  @Test
  void aLateAnswerIsUnknown() {
    provider.answering(okJson(NONE).withFixedDelay(5_000));
    var orders = new HttpOrders(provider.calls(provider.uri(), 0, Duration.ofMillis(200)));

    long before = System.nanoTime();
    assertFault(Kind.UNKNOWN, () -> orders.lookUp("c-1"));
    assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(3));
  }

  @Test
  void anAnswerThatDripsIsUnknown() {
    provider.answering(okJson(NONE).withChunkedDribbleDelay(50, 10_000));
    var orders = new HttpOrders(provider.calls(provider.uri(), 0, Duration.ofMillis(500)));

    long before = System.nanoTime();
    assertFault(Kind.UNKNOWN, () -> orders.lookUp("c-1"));
    assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void anEndlessAnswerIsCutOffWhileItArrives() throws IOException {
    var stopped = new CountDownLatch(1);
    var endless = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endless.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (var body = exchange.getResponseBody()) {
            while (true) {
              body.write(new byte[1 << 16]);
            }
          } finally {
            stopped.countDown();
          }
        });
    endless.start();
    try {
      var uri = URI.create("http://127.0.0.1:" + endless.getAddress().getPort());
      var orders = new HttpOrders(provider.calls(uri, 2, Duration.ofSeconds(3)));

      assertFault(Kind.CONTRACT, () -> orders.lookUp("c-1"));
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> stopped.getCount() == 0);
    } finally {
      endless.stop(0);
    }
  }

  @Test
  void aProviderThatOnlyFailsIsLeftAloneForAWhile() {
    provider.answering(aResponse().withStatus(500));
    var orders = provider.orders(0);
    for (int i = 0; i < 20; i++) {
      assertFault(Kind.UNKNOWN, () -> orders.lookUp("c-1"));
    }

    assertFault(Kind.NOT_SENT, () -> orders.lookUp("c-1"));
    assertEquals(20, provider.requests());
  }
}
