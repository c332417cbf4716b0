package dev.baton.provider.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.sun.net.httpserver.HttpServer;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.QuoteDesk.Answer;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.PaymentProvider.NewIntent;
import dev.baton.provider.PortSettings;
import dev.baton.provider.Purchases;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What becomes of a provider that is slow, broken, gone or lying. */
@QuarkusTest
class HttpFaultsIT {
  private static final String NONE = "{\"checkout\":\"c-1\",\"state\":\"none\",\"barred\":[]}";
  private WireMockServer provider;

  @Inject TlsConfigurationRegistry tls;

  /** A server of its own for each test: what one gave up on may still arrive during the next. */
  @BeforeEach
  void start() {
    provider = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop();
  }

  // How often and as what.

  @Test
  void anIdempotentCallIsRepeatedAndItsAnswerTaken() {
    provider.stubFor(
        get(anyUrl())
            .inScenario("recovers")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(aResponse().withStatus(502))
            .willSetStateTo("up"));
    provider.stubFor(
        get(anyUrl()).inScenario("recovers").whenScenarioStateIs("up").willReturn(okJson(NONE)));

    assertInstanceOf(Entry.None.class, orders(2).lookUp("c-1"));
    assertEquals(2, requests());
  }

  @Test
  void repetitionsAreBoundedAndKeepTheKey() {
    answering(aResponse().withStatus(500));
    var intent = new NewIntent("a-1", "demo", "c-1", 100, "EUR", "pm_card_visa", null, Map.of());

    assertFault(Kind.UNKNOWN, () -> payment(2).create(intent));

    assertEquals(3, requests());
    for (var request : provider.getAllServeEvents()) {
      assertEquals("a-1", request.getRequest().getHeader("Idempotency-Key"));
    }
  }

  @Test
  void aScreeningIsNeverRepeated() {
    answering(aResponse().withStatus(500));
    var order = Purchases.fixed();

    assertFault(
        Kind.UNKNOWN, () -> new HttpScreening(calls(2)).screen(order.contents(), order.totals()));

    assertEquals(1, requests());
  }

  @Test
  void busyMeansNotDoneAndIsNotRepeatedAtOnce() {
    answering(aResponse().withStatus(503).withHeader("Retry-After", "1"));
    assertFault(Kind.NOT_SENT, () -> orders(2).lookUp("c-1"));
    answering(aResponse().withStatus(429));
    assertFault(Kind.NOT_SENT, () -> orders(2).lookUp("c-1"));
    assertEquals(2, requests());
  }

  @Test
  void unavailableWithoutSayingMoreIsUnknown() {
    answering(aResponse().withStatus(503));
    assertFault(Kind.UNKNOWN, () -> orders(0).lookUp("c-1"));
    answering(aResponse().withStatus(408));
    assertFault(Kind.UNKNOWN, () -> orders(0).lookUp("c-1"));
  }

  @Test
  void whatTheProviderRefusesToReadIsNotRepeated() {
    for (int status : List.of(400, 401, 403, 404, 409, 415, 422, 302, 204)) {
      provider.resetAll();
      answering(aResponse().withStatus(status).withHeader("Location", "/elsewhere"));
      assertFault(Kind.CONTRACT, () -> orders(2).lookUp("c-1"));
      assertEquals(1, requests(), "status " + status);
    }
  }

  @Test
  void nobodyThereMeansNotSent() throws IOException {
    URI gone;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      gone = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    assertFault(
        Kind.NOT_SENT, () -> new HttpOrders(calls(gone, 1, Duration.ofSeconds(5))).lookUp("c-1"));
  }

  @Test
  void aBrokenConnectionIsUnknown() {
    for (var fault :
        List.of(
            Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE, Fault.RANDOM_DATA_THEN_CLOSE)) {
      answering(aResponse().withFault(fault));
      assertFault(Kind.UNKNOWN, () -> orders(0).lookUp("c-1"));
    }
  }

  @Test
  void aLateAnswerIsUnknown() {
    answering(okJson(NONE).withFixedDelay(5_000));
    var orders = new HttpOrders(calls(uri(), 0, Duration.ofMillis(200)));

    long before = System.nanoTime();
    assertFault(Kind.UNKNOWN, () -> orders.lookUp("c-1"));
    assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(3));
  }

  @Test
  void anAnswerThatDripsIsUnknown() {
    answering(okJson(NONE).withChunkedDribbleDelay(50, 10_000));
    var orders = new HttpOrders(calls(uri(), 0, Duration.ofMillis(500)));

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
      var orders = new HttpOrders(calls(uri, 2, Duration.ofSeconds(3)));

      assertFault(Kind.CONTRACT, () -> orders.lookUp("c-1"));
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> stopped.getCount() == 0);
    } finally {
      endless.stop(0);
    }
  }

  @Test
  void aProviderThatOnlyFailsIsLeftAloneForAWhile() {
    answering(aResponse().withStatus(500));
    var orders = orders(0);
    for (int i = 0; i < 20; i++) {
      assertFault(Kind.UNKNOWN, () -> orders.lookUp("c-1"));
    }

    assertFault(Kind.NOT_SENT, () -> orders.lookUp("c-1"));
    assertEquals(20, requests());
  }

  @Test
  void moreCallsThanAgreedAreNotSent() {
    answering(okJson(NONE).withFixedDelay(1_500));
    var orders =
        new HttpOrders(
            HttpAdapters.calls(
                new PortSettings(
                    Port.ORDERS, "http", uri(), Duration.ofSeconds(10), null, null, 0, 1),
                tls));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> orders.lookUp("c-1"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> overfull(orders) || first.isDone());
      assertFalse(first.isDone());
    }
  }

  private static boolean overfull(HttpOrders orders) {
    try {
      orders.lookUp("c-1");
      return false;
    } catch (ProviderException fault) {
      return fault.kind() == Kind.NOT_SENT;
    }
  }

  // Answers that the contract doesn't allow.

  @Test
  void garbageIsNoAnswer() {
    for (var body :
        List.of(
            "",
            "null",
            "[]",
            "<html>Welcome</html>",
            "{\"checkout\":\"c-1\",\"state\":\"none\",\"barred\":[]",
            NONE + NONE,
            "{\"checkout\":\"c-1\",\"checkout\":\"c-1\",\"state\":\"none\",\"barred\":[]}",
            "{\"checkout\":\"c-2\",\"state\":\"none\",\"barred\":[]}",
            "{\"checkout\":\"c-1\",\"state\":\"maybe\",\"barred\":[]}",
            "{\"checkout\":\"c-1\",\"state\":\"none\",\"barred\":[1]}",
            "{\"checkout\":\"c-1\",\"state\":\"none\"}",
            "{\"checkout\":\"c-1\",\"state\":\"none\",\"barred\":" + "[".repeat(5_000),
            "{\"checkout\":\"c-1\",\"state\":\"closed\",\"n\":" + "9".repeat(5_000) + "}")) {
      answering(okJson(body));
      assertFault(Kind.CONTRACT, () -> orders(0).lookUp("c-1"));
    }
  }

  @Test
  void amountsOutsideTheirRangeAreNoAnswer() {
    for (var amount : List.of("-1", "9007199254740992", "1.5", "\"100\"", "1e3", "null")) {
      answering(
          okJson("{\"checkout\":\"c-1\",\"result\":\"total-changed\",\"total\":" + amount + "}"));
      assertFault(Kind.CONTRACT, () -> orders(0).place(Purchases.fixed()));
    }
  }

  @Test
  void aPaymentOfSomethingElseIsNoAnswer() {
    var intent = new NewIntent("a-1", "demo", "c-1", 100, "EUR", "pm_card_visa", null, Map.of());
    for (var wrong :
        List.of(
            payment("pi_1", "a-2", "authorized", 100, "EUR"),
            payment("pi_1", "a-1", "authorized", 99, "EUR"),
            payment("pi_1", "a-1", "authorized", 100, "USD"),
            payment("pi_1", "a-1", "blessed", 100, "EUR"))) {
      answering(okJson("{\"result\":\"made\",\"paymentIntent\":" + wrong + "}"));
      assertFault(Kind.CONTRACT, () -> payment(0).create(intent));
    }
    answering(okJson(payment("pi_2", "a-1", "captured", 100, "EUR")));
    assertFault(Kind.CONTRACT, () -> payment(0).capture("pi_1", "a-1/capture"));
  }

  @Test
  void aWrongAddressIsNotAPaymentThatDoesNotExist() {
    answering(aResponse().withStatus(404).withBody("{\"error\":\"no such route\"}"));

    assertFault(Kind.CONTRACT, () -> payment(0).fetch("pi_1"));
  }

  @Test
  void aQuoteThatBreaksTheContractDoesNotTakeTheOthersWithIt() {
    var request = Purchases.request("mug-blue", 1);
    var line = request.lines().getFirst().id();
    provider.stubFor(
        post(urlEqualTo("/quotes"))
            .willReturn(
                okJson(
                    """
                    {"pricing":{"provider":"acme","validUntil":"2026-11-23T12:00:00Z",
                       "lines":[{"id":"%s","title":"Mug","unitPrice":-5,"shippable":true,
                                 "taxCategory":"standard"}],
                       "unknown":[],"promotions":[],"rejected":[]},
                     "inventory":{"provider":"acme","validUntil":"2026-11-23T12:00:00Z",
                       "levels":[{"sku":"mug-blue","location":"main","onHand":3,"revision":1}]},
                     "shipping":{"provider":"acme","validUntil":"tomorrow","options":[]},
                     "failures":{"tax":"unavailable"}}
                    """
                        .formatted(line))));

    var answers = new HttpQuotes(calls(0)).ask(request);

    assertInstanceOf(Answer.Quoted.class, answers.get(Port.INVENTORY));
    assertEquals(Kind.CONTRACT, kind(answers.get(Port.PRICING)));
    assertEquals(Kind.CONTRACT, kind(answers.get(Port.SHIPPING)));
    assertEquals(Kind.NOT_SENT, kind(answers.get(Port.TAX)));
    assertEquals(1, requests());
  }

  @Test
  void pricesOfLinesThatNobodyAskedForAreNoAnswer() {
    var request = Purchases.request("mug-blue", 1).wanting(Set.of(Port.TAX));
    answering(
        okJson(
            """
            {"tax":{"provider":"acme","validUntil":"2026-11-23T12:00:00Z",
               "lines":[{"id":"another","rates":[]}],"shipping":[]},"failures":{}}
            """));

    assertEquals(Kind.CONTRACT, kind(new HttpQuotes(calls(0)).ask(request).get(Port.TAX)));
  }

  @Test
  void aFaultNeverQuotesWhatWasSentOrReceived() {
    answering(okJson("{\"checkout\":\"c-1\",\"result\":\"secret-word\"}"));
    var order = Purchases.fixed();

    var fault = assertThrows(ProviderException.class, () -> orders(0).place(order));

    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      assertFalse(String.valueOf(cause.getMessage()).contains("secret-word"), cause.toString());
      assertFalse(String.valueOf(cause.getMessage()).contains("Ada"), cause.toString());
    }
  }

  private static Kind kind(Answer answer) {
    return assertInstanceOf(Answer.Down.class, answer).fault().kind();
  }

  private static String payment(
      String id, String attempt, String status, long amount, String currency) {
    return """
    {"id":"%s","attempt":"%s","status":"%s","amount":%d,"currency":"%s","metadata":{}}
    """
        .formatted(id, attempt, status, amount, currency);
  }

  private void answering(ResponseDefinitionBuilder response) {
    provider.stubFor(any(anyUrl()).willReturn(response));
  }

  private int requests() {
    return provider.getAllServeEvents().size();
  }

  private URI uri() {
    return URI.create(provider.baseUrl());
  }

  private HttpOrders orders(int retries) {
    return new HttpOrders(calls(retries));
  }

  private HttpPayment payment(int retries) {
    return new HttpPayment(calls(retries));
  }

  private HttpCalls calls(int retries) {
    return calls(uri(), retries, Duration.ofSeconds(10));
  }

  private HttpCalls calls(URI uri, int retries, Duration timeout) {
    return HttpAdapters.calls(
        new PortSettings(Port.ORDERS, "http", uri, timeout, null, null, retries, 20), tls);
  }

  private static void assertFault(Kind kind, Executable call) {
    assertEquals(kind, assertThrows(ProviderException.class, call).kind());
  }
}
