package dev.baton.provider.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.baton.provider.http.BrokenProvider.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.QuoteDesk.Answer;
import dev.baton.payment.PaymentProvider.NewIntent;
import dev.baton.provider.Purchases;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers that the contract doesn't allow are no answers. */
@QuarkusTest
class HttpAnswersIT extends AtABrokenProvider {
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
      provider.answering(okJson(body));
      assertFault(Kind.CONTRACT, () -> provider.orders(0).lookUp("c-1"));
    }
  }

  @Test
  void amountsOutsideTheirRangeAreNoAnswer() {
    for (var amount : List.of("-1", "9007199254740992", "1.5", "\"100\"", "1e3", "null")) {
      provider.answering(
          okJson("{\"checkout\":\"c-1\",\"result\":\"total-changed\",\"total\":" + amount + "}"));
      assertFault(Kind.CONTRACT, () -> provider.orders(0).place(Purchases.fixed()));
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
      provider.answering(okJson("{\"result\":\"made\",\"paymentIntent\":" + wrong + "}"));
      assertFault(Kind.CONTRACT, () -> provider.payment(0).create(intent));
    }
    provider.answering(okJson(payment("pi_2", "a-1", "captured", 100, "EUR")));
    assertFault(Kind.CONTRACT, () -> provider.payment(0).capture("pi_1", "a-1/capture"));
  }

  @Test
  void aWrongAddressIsNotAPaymentThatDoesNotExist() {
    provider.answering(aResponse().withStatus(404).withBody("{\"error\":\"no such route\"}"));

    assertFault(Kind.CONTRACT, () -> provider.payment(0).fetch("pi_1"));
  }

  @Test
  void aQuoteThatBreaksTheContractDoesNotTakeTheOthersWithIt() {
    var request = Purchases.request("mug-blue", 1);
    var line = request.lines().getFirst().id();
    provider.server.stubFor(
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

    var answers = new HttpQuotes(provider.calls(0)).ask(request);

    assertInstanceOf(Answer.Quoted.class, answers.get(Port.INVENTORY));
    assertEquals(Kind.CONTRACT, kind(answers.get(Port.PRICING)));
    assertEquals(Kind.CONTRACT, kind(answers.get(Port.SHIPPING)));
    assertEquals(Kind.NOT_SENT, kind(answers.get(Port.TAX)));
    assertEquals(1, provider.requests());
  }

  @Test
  void pricesOfLinesThatNobodyAskedForAreNoAnswer() {
    var request = Purchases.request("mug-blue", 1).wanting(Set.of(Port.TAX));
    provider.answering(
        okJson(
            """
            {"tax":{"provider":"acme","validUntil":"2026-11-23T12:00:00Z",
               "lines":[{"id":"another","rates":[]}],"shipping":[]},"failures":{}}
            """));

    assertEquals(Kind.CONTRACT, kind(new HttpQuotes(provider.calls(0)).ask(request).get(Port.TAX)));
  }

  @Test
  void aFaultSaysWhatIsWrongAndWhere() {
    Map.of(
            "{\"checkout\":\"c-1\",\"sta", "the document is not JSON",
            "[]", "the document must be an object",
            "{\"checkout\":\"c-1\",\"state\":\"none\",\"barred\":[\"a\",1]}",
                "/barred/1 must be text",
            "{\"checkout\":\"c-1\",\"state\":\"none\"}", "/barred must be a list")
        .forEach((body, wrong) -> {
          provider.answering(okJson(body));
          assertSays("orders provider: CONTRACT, status 200, " + wrong);
        });
    provider.answering(aResponse().withStatus(401));
    assertSays("orders provider: CONTRACT, status 401, it refuses our credentials");
    provider.answering(aResponse().withStatus(422).withBody("{\"error\":\"malformed\"}"));
    assertSays("orders provider: CONTRACT, status 422");
    provider.answering(aResponse().withStatus(404).withBody("{\"error\":\"no such route\"}"));
    assertSays("orders provider: CONTRACT, status 404");
    provider.answering(aResponse().withStatus(500));
    assertSays("orders provider: UNKNOWN, status 500");
    provider.answering(aResponse().withStatus(503).withHeader("Retry-After", "1"));
    assertSays("orders provider: NOT_SENT, status 503 with Retry-After");
  }

  private void assertSays(String message) {
    var fault = assertThrows(ProviderException.class, () -> provider.orders(0).lookUp("c-1"));
    assertEquals(message, fault.getMessage());
  }

  @Test
  void aQuoteThatBreaksTheContractSaysWhere() {
    var request = Purchases.request("mug-blue", 1).wanting(Set.of(Port.PRICING, Port.TAX));
    provider.answering(
        okJson(
            """
            {"pricing":{"provider":"acme","validUntil":"2026-11-23T12:00:00Z",
               "lines":[{"id":"%s","title":"Mug","unitPrice":"9.99","shippable":true,
                         "taxCategory":"standard"}],
               "unknown":[],"promotions":[],"rejected":[]},
             "failures":{"tax":"refused"}}
            """
                .formatted(request.lines().getFirst().id())));

    var answers = new HttpQuotes(provider.calls(0)).ask(request);

    assertEquals(
        "pricing provider: CONTRACT, status 200, /pricing/lines/0/unitPrice must be an integer",
        fault(answers.get(Port.PRICING)).getMessage());
    assertEquals(
        "tax provider: CONTRACT, status 200, /failures/tax says refused",
        fault(answers.get(Port.TAX)).getMessage());
  }

  @Test
  void aMapsKeysAreNeverQuoted() {
    provider.answering(okJson("{\"failures\":{\"Ada Example\":1}}"));

    var fault =
        assertThrows(
            ProviderException.class,
            () -> new HttpQuotes(provider.calls(0)).ask(Purchases.request("mug-blue", 1)));

    assertEquals(
        "pricing provider: CONTRACT, status 200, /failures/* must be text", fault.getMessage());
  }

  @Test
  void aFaultNeverQuotesWhatWasSentOrReceived() {
    provider.answering(okJson("{\"checkout\":\"c-1\",\"result\":\"secret-word\"}"));
    var order = Purchases.fixed();

    var fault = assertThrows(ProviderException.class, () -> provider.orders(0).place(order));

    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      assertFalse(String.valueOf(cause.getMessage()).contains("secret-word"), cause.toString());
      assertFalse(String.valueOf(cause.getMessage()).contains("Ada"), cause.toString());
    }
  }

  private static Kind kind(Answer answer) {
    return fault(answer).kind();
  }

  private static ProviderException fault(Answer answer) {
    return assertInstanceOf(Answer.Down.class, answer).fault();
  }

  private static String payment(
      String id, String attempt, String status, long amount, String currency) {
    return """
    {"id":"%s","attempt":"%s","status":"%s","amount":%d,"currency":"%s","metadata":{}}
    """
        .formatted(id, attempt, status, amount, currency);
  }
}
