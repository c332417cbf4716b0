package dev.baton.rest;

import static dev.baton.rest.Shopper.ADA;
import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.code;
import static dev.baton.rest.Shopper.customer;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.ProblemType;
import dev.baton.completion.WebhookConfig;
import dev.baton.local.LocalRedis;
import dev.baton.payment.PaymentProvider;
import dev.baton.reservation.RecordStore;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Walks the enum of problems: each has a flow that produces it, as the answer to a call or as a
 * problem of a checkout, and a page. The switch doesn't compile without a flow for a new type.
 */
abstract class ProblemFlows {
  private static final String US =
      "{\"action\":\"set-shipping-address\",\"address\":{\"name\":\"Bo\",\"line1\":\"1 Way\","
          + "\"postalCode\":\"99999\",\"city\":\"Town\",\"region\":\"NY\",\"country\":\"US\"}}";

  @Inject MovableClock clock;
  @Inject PaymentProvider payments;
  @Inject RecordStore records;
  @Inject WebhookConfig webhook;
  @Inject Admission admission;
  LocalRedis redis;

  @AfterEach
  void theClockIsRightAgain() {
    clock.moveTo(Duration.ZERO);
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemIsProducedAndExplained(ProblemType type) throws Exception {
    double before = RefusalCounters.counted(type);
    Response response = produce(type);
    if (response.statusCode() < 300) {
      assertTrue(inState(response).contains(type.slug()), response.asString());
      List<List<String>> fixes = response.path("checkout.problems.fix");
      for (List<String> fix : fixes) {
        assertFalse(fix.isEmpty(), response.asString());
        assertTrue(FixesTest.WORDS.containsAll(fix), response.asString());
      }
    } else {
      assertEquals(type.status(), response.statusCode(), response.asString());
      assertEquals("application/problem+json", response.contentType());
      String page = response.path("type");
      assertTrue(page.endsWith("/problems/" + type.slug()), response.asString());
      assertEquals(type.title(), response.path("title"));
      assertEquals(type.status(), response.<Integer>path("status"));
      assertNotNull(response.path("detail"));
      List<String> fix = response.path("fix");
      assertNotNull(fix, response.asString());
      assertTrue(FixesTest.WORDS.containsAll(fix), response.asString());
      assertEquals(FixesTest.NOBODY_CAN.contains(type), fix.isEmpty(), response.asString());
      assertEquals("no-store", response.header("Cache-Control"));
      if (type.status() == 400 && type != ProblemType.INVALID_PARAMETER) {
        assertNotNull(response.path("pointer"), response.asString());
      }
      if (type.status() == 401) {
        assertTrue(response.header("WWW-Authenticate").startsWith("Bearer"));
      }
      if (type.status() == 503) {
        assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
      }
      assertEquals(200, given().get(page).statusCode());
      assertTrue(RefusalCounters.counted(type) > before, "not counted");
    }
  }

  private static List<String> inState(Response response) {
    List<String> types = response.path("checkout.problems.type");
    return types.stream().map(type -> type.substring(type.lastIndexOf('/') + 1)).toList();
  }

  private Response produce(ProblemType type) throws Exception {
    return switch (type) {
      case INVALID_JSON -> create("{\"storefront\":}");
      case UNKNOWN_FIELD -> create("{\"form\":\"eyJ\"}");
      case DUPLICATE_FIELD -> create("{\"storefront\":\"a\",\"storefront\":\"a\"}");
      case MISSING_FIELD -> create("{}");
      case WRONG_TYPE -> create("{\"storefront\":1}");
      case INVALID_PARAMETER -> Shopper.begins().call("GET", "?include=everything", null);
      case WEBHOOK_SIGNATURE_WRONG ->
          Events.post(payments.name(), "{}", "t=1,v1=" + "0".repeat(64));
      case WEBHOOK_TOO_OLD ->
          event(payments.name(), Events.about("pi_1"), clock.instant().minusSeconds(301));
      case WEBHOOK_OTHER_ACCOUNT ->
          event(payments.name(), Events.about("pi_1", "acct_theirs"), clock.instant());
      case UNKNOWN_PAYMENT_PROVIDER -> event("nobody", Events.about("pi_1"), clock.instant());
      case WEBHOOK_BUSY -> eventWhileBusy();
      case TOKEN_MISSING -> given().get("/v1/checkout");
      case TOKEN_MALFORMED -> read("no.token");
      case TOKEN_TOO_LARGE -> read("a".repeat(17 * 1024) + ".b.c");
      case TOKEN_WRONG_TYPE ->
          read(Forger.withHeader(genuine(), header -> header.put("typ", "resume+jwt")));
      case TOKEN_WRONG_ALGORITHM ->
          read(Forger.withHeader(genuine(), header -> header.put("alg", "HS256")));
      case TOKEN_CRITICAL_HEADER ->
          read(Forger.withHeader(genuine(), header -> header.putArray("crit").add("exp")));
      case TOKEN_UNKNOWN_KEY ->
          read(Forger.withHeader(genuine(), header -> header.put("kid", "nobodys")));
      case TOKEN_BAD_SIGNATURE -> read(Forger.tampered(genuine()));
      case TOKEN_WRONG_ISSUER ->
          read(Forger.withClaims(genuine(), claims -> claims.put("iss", "elsewhere")));
      case TOKEN_WRONG_STOREFRONT ->
          read(Forger.withClaims(genuine(), claims -> claims.put("aud", "nowhere")));
      case TOKEN_NOT_YET_VALID -> readLater(Shopper.begins(), Duration.ofHours(-1));
      case TOKEN_EXPIRED -> readLater(Shopper.begins(), Duration.ofHours(25));
      case TOKEN_ENDED -> ended();
      case TOKEN_TOO_OLD -> Shopper.at("", Settings.WITHDRAWN).read();
      case TOKEN_UNKNOWN_FORMAT ->
          read(Forger.withClaims(genuine(), claims -> claims.put("fmt", 99)));
      case PAYMENT_DECLINED -> Shopper.ready(MUG).pay("pm_card_visa_chargeDeclined");
      case ORIGIN_NOT_ALLOWED ->
          Shopper.begins()
              .authorized()
              .header("Origin", "https://evil.example")
              .get("/v1/checkout");
      case NOT_FOUND -> given().get("/v1/nothing");
      case METHOD_NOT_ALLOWED -> given().get("/v1/checkouts");
      case NOT_ACCEPTABLE -> given().accept("image/png").get("/v1/checkout");
      case BODY_TOO_LARGE -> create(" ".repeat(64 * 1024) + "{}");
      case ADDRESS_TOO_LONG -> given().get("/v1/checkout?" + "a".repeat(HeadLimits.ADDRESS));
      case HEADERS_TOO_LARGE ->
          given().header("Cookie", "a".repeat(HeadLimits.HEADERS)).get("/v1/checkout");
      case UNSUPPORTED_MEDIA_TYPE ->
          given().contentType("text/plain").body("{}").post("/v1/checkouts");
      case STEP_NOT_OPEN -> Shopper.begins(MUG).complete();
      case CHECKOUT_DIVERGED -> Predicaments.diverged();
      case CHECKOUT_BUSY -> Predicaments.busy();
      case TOTAL_CHANGED -> Shopper.ready(MUG).pay("pm_card_visa", 1);
      case OUT_OF_STOCK -> Shopper.ready(line("clock-wall", 1)).reserve();
      case RENEWAL_LIMIT -> Predicaments.renewedOften();
      case PAYMENT_CHANGED -> Predicaments.editedAfterPaying().complete();
      case TOO_MANY_ATTEMPTS -> Predicaments.tooManyAttempts();
      case PAYMENT_REFUSED ->
          Shopper.begins(MUG, customer("refuse@example.com"), BERLIN, STANDARD).pay("pm_card_visa");
      case ORDER_REJECTED -> Predicaments.rejected();
      case INVALID_VALUE -> Shopper.begins().act(customer("nobody"));
      case ASSERTION_REFUSED -> Shopper.begins().act(Identity.customer("ada@example.com", "a.b.c"));
      case UNKNOWN_STOREFRONT -> Shopper.create("", "nowhere");
      case CURRENCY_NOT_SOLD -> create("demo", "GBP", "DE");
      case COUNTRY_NOT_SOLD -> create("demo", "EUR", "FR");
      case UNKNOWN_SKU -> Shopper.begins().act(line("no-such-thing", 1));
      case UNKNOWN_LINE ->
          Shopper.begins(MUG).act("{\"action\":\"remove-line\",\"line\":\"0123456789\"}");
      case LINE_LIMIT -> Shopper.begins().act(Predicaments.lines(101, 1));
      case QUANTITY_LIMIT -> Shopper.begins().act(line("pin-one", 1000));
      case HOLD_LIMIT -> Shopper.ready(line("mug-blue", 999), line("mug-red", 2)).reserve();
      case AMOUNT_TOO_LARGE -> Shopper.begins().act(line("magic-costly", 999));
      case CODE_LIMIT ->
          Shopper.begins(MUG)
              .act(IntStream.range(0, 11).mapToObj(i -> code("CODE" + i)).toArray(String[]::new));
      case PROMOTION_NOT_APPLICABLE -> Shopper.begins(MUG).act(code("EXPIRED"));
      case UNKNOWN_PROMOTION ->
          Shopper.begins(MUG, code("WELCOME10"))
              .act("{\"action\":\"remove-promotion\",\"promotion\":\"none\"}");
      case ATTRIBUTE_NOT_ALLOWED ->
          Shopper.begins().act("{\"action\":\"set-attribute\",\"name\":\"odd\",\"value\":\"x\"}");
      case SHIPPING_OPTION_UNAVAILABLE ->
          Shopper.begins(MUG, ADA, BERLIN)
              .act("{\"action\":\"choose-shipping-option\",\"option\":\"teleport\"}");
      case RETURN_URL_NOT_ALLOWED ->
          Shopper.ready(MUG)
              .call(
                  "POST",
                  "/payment",
                  "{\"returnUrl\":\"https://evil.example/back\",\"expectedTotal\":1}");
      case UNKNOWN_PAYMENT_METHOD -> Shopper.ready(MUG).pay("pm_card_unheardOf");
      case STATE_TOO_LARGE -> Shopper.begins().act(Predicaments.lines(100, 180));
      case CHECKOUT_EMPTY -> Shopper.begins().read();
      case CUSTOMER_REQUIRED, SHIPPING_ADDRESS_REQUIRED, SHIPPING_OPTION_REQUIRED ->
          Shopper.begins(MUG).read();
      case BILLING_ADDRESS_REQUIRED -> Shopper.begins(line("ebook-protocols", 1), ADA).read();
      case ADDRESS_INCOMPLETE ->
          Shopper.begins(MUG)
              .act("{\"action\":\"set-shipping-address\",\"address\":{\"country\":\"DE\"}}");
      case TAX_UNKNOWN -> Shopper.begins(MUG, ADA, US).read();
      case QUOTE_EXPIRED -> readLater(Shopper.ready(MUG), Duration.ofMinutes(40));
      case QUOTE_DEGRADED -> degraded();
      case RESERVATION_DUE -> Shopper.at("", "at-shipping", MUG, ADA, BERLIN, STANDARD).read();
      case RESERVATION_CHANGED -> {
        Shopper shopper = Shopper.ready(MUG);
        yield shopper.ok(shopper.reserve()).act(line("mug-red", 1));
      }
      case RESERVATION_LOST -> {
        Shopper shopper = Shopper.ready(MUG);
        yield readLater(shopper.ok(shopper.reserve()), Duration.ofMinutes(40));
      }
      case PAYMENT_REQUIRED -> Shopper.ready(MUG).read();
      case INTERNAL_ERROR -> given().get(BrokenResource.PATH);
      case PROVIDER_UNAVAILABLE -> Shopper.ready(MUG).pay("pm_sandbox_down");
      case REDIS_UNAVAILABLE -> withoutRedis(Shopper.ready(MUG)::reserve);
      case OVERLOADED -> Predicaments.withoutPlaces(admission, Shopper.begins()::read);
    };
  }

  private Response event(String provider, String body, Instant at) {
    String secret = webhook.secrets().orElseThrow().getFirst();
    return Events.post(provider, body, Events.signature(body, secret, at));
  }

  /** Somebody else has the lease of the checkout that was paid. */
  private Response eventWhileBusy() {
    Shopper shopper = Shopper.ready(MUG);
    String id = shopper.ok(shopper.pay("pm_card_visa")).read().path("checkout.id");
    RecordStore.Loaded found = records.load(id);
    String body = Objects.requireNonNull(found.body());
    Duration lease = Duration.ofSeconds(30);
    records.save(id, found.version(), body, "somebody else", lease, Duration.ofHours(1));
    String intent = JsonPath.from(body).getString("attempt.intent");
    return event(payments.name(), Events.about(intent), clock.instant());
  }

  private static String genuine() {
    return Shopper.begins().token();
  }

  private static Response create(String body) {
    return Shopper.post(given(), "/v1/checkouts", body);
  }

  private static Response create(String storefront, String currency, String country) {
    return create(
        "{\"storefront\":\"%s\",\"currency\":\"%s\",\"country\":\"%s\",\"locale\":\"en\"}"
            .formatted(storefront, currency, country));
  }

  private static Response read(String token) {
    return given().header("Authorization", "Bearer " + token).get("/v1/checkout");
  }

  private Response readLater(Shopper shopper, Duration later) {
    clock.moveTo(later);
    return shopper.read();
  }

  /** Kept alive by a refresh a day, until even that doesn't help. */
  private Response ended() {
    Shopper shopper = Shopper.begins();
    for (int hours = 20; hours < 7 * 24; hours += 20) {
      clock.moveTo(Duration.ofHours(hours));
      shopper.ok(shopper.refresh());
    }
    return readLater(shopper, Duration.ofDays(7).plusMinutes(1));
  }

  /** The price of an hour ago, since the provider is down by now. */
  private Response degraded() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.act(customer("pricing-down@example.com")));
    clock.moveTo(Duration.ofMinutes(40));
    return shopper.refresh();
  }

  private Response withoutRedis(Callable<Response> call) throws Exception {
    redis.stop();
    try {
      return call.call();
    } finally {
      redis.start();
      RedisFlows.awaitRecovery();
    }
  }
}
