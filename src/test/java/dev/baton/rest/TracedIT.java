package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is traced: a call with its providers and Redis, and nothing that it is about. */
@QuarkusTest
@TestProfile(Traced.class)
class TracedIT extends PrivacyFlows {
  @Inject SeenSpans seen;

  @Override
  List<String> traces() {
    List<String> spans = seen.all().stream().map(TracedIT::exported).toList();
    assertTrue(spans.size() > 20, () -> "only " + spans.size());
    return spans;
  }

  /** All of a span but what it knows of its parent, of which the id alone is exported. */
  private static String exported(SpanData span) {
    return List.of(
            span.getName(),
            span.getSpanContext(),
            span.getAttributes(),
            span.getEvents(),
            span.getLinks(),
            span.getStatus(),
            span.getResource(),
            span.getInstrumentationScopeInfo())
        .toString();
  }

  @Test
  void aPaymentIsOneTraceOfTheCallItsProvidersAndRedis() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.pay("pm_card_visa"));

    SpanData call =
        await("the span of the call")
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    seen.all().stream()
                        .filter(span -> span.getName().equals("POST /v1/checkout/payment"))
                        .reduce((_, last) -> last)
                        .orElse(null),
                span -> span != null);
    List<SpanData> trace =
        seen.all().stream().filter(span -> span.getTraceId().equals(call.getTraceId())).toList();

    assertEquals(SpanKind.SERVER, call.getKind());
    assertTrue(has(trace, "redis take"), trace::toString);
    assertTrue(has(trace, "redis save"), trace::toString);
    assertTrue(
        trace.stream()
            .anyMatch(span ->
                span.getKind() == SpanKind.CLIENT
                    && span.getAttributes().toString().contains("/payment-intents")),
        trace::toString);
    assertTrue(
        trace.stream()
            .anyMatch(span ->
                span.getKind() == SpanKind.CLIENT
                    && span.getAttributes().toString().contains("/quotes")),
        trace::toString);
    assertEquals(1, trace.stream().filter(span -> !span.getParentSpanContext().isValid()).count());
  }

  @Test
  void aClientsTraceIsContinuedButItsFlagIsNoOrder() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    given()
        .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-00")
        .get("/v1/checkout")
        .then()
        .statusCode(401);

    await("the span of the call")
        .atMost(Duration.ofSeconds(30))
        .until(() -> seen.all().stream().anyMatch(span -> span.getTraceId().equals(trace)));
    assertFalse(seen.all().stream().anyMatch(span -> !span.getEvents().isEmpty()));
  }

  private static boolean has(List<SpanData> trace, String name) {
    return trace.stream().anyMatch(span -> span.getName().equals(name));
  }
}
