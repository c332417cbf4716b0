package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.completion.WebhookConfig;
import dev.baton.payment.PaymentProvider;
import dev.baton.reservation.RecordStore;
import io.quarkus.redis.datasource.RedisDataSource;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Drives a purchase with personal data that is easy to find, and looks for it where it mustn't be.
 */
abstract class PrivacyFlows {
  private static final List<String> CANARIES =
      List.of(
          "canaryada",
          "Canaryname",
          "Canaryfirm",
          "CANARYTAX",
          "Canarystreet",
          "Canaryfloor",
          "Canarycity",
          "Canarybilled",
          "canaryid",
          "4917212345");

  private static final String CUSTOMER =
      "{\"action\":\"set-customer\",\"email\":\"canaryada@example.com\",\"name\":\"Canaryname\","
          + "\"company\":\"Canaryfirm\",\"taxId\":\"CANARYTAX1\"}";
  private static final String ADDRESS =
      "{\"action\":\"set-shipping-address\",\"address\":{\"name\":\"Canaryname\",\"line1\":\"Canarystreet 1\",\"line2\":\"Canaryfloor\","
          + "\"postalCode\":\"10117\",\"city\":\"Canarycity\",\"country\":\"DE\",\"phone\":\"+4917212345\"}}";

  private static final String BILLING =
      "{\"action\":\"set-billing-address\",\"address\":{\"name\":\"Canarybilled\",\"company\":\"Canaryfirm\","
          + "\"line1\":\"Canarystreet 2\",\"postalCode\":\"10117\",\"city\":\"Canarycity\",\"country\":\"DE\"}}";

  @Inject RedisDataSource redis;
  @Inject RecordStore records;
  @Inject PaymentProvider payments;
  @Inject WebhookConfig webhook;
  @Inject InstantSource clock;

  /** Tokens of every kind that were given out, and what vouched for a shopper. */
  private final List<String> tokens = new ArrayList<>();

  /** Answers, with their headers. */
  private final List<String> answers = new ArrayList<>();

  @Test
  void nothingPersonalAndNoTokenIsEverLoggedAnsweredOrCounted() {
    List<String> log =
        logged(() -> {
          Shopper shopper = Shopper.begins(MUG, CUSTOMER, ADDRESS, BILLING, STANDARD);
          keep(shopper, shopper.read());
          keep(shopper, shopper.act(MUG));
          keep(shopper, shopper.act("{\"action\":\"set-customer\",\"email\":\"canaryada\"}"));
          keep(shopper, shopper.act("{\"action\":\"set-customer\",\"email\": canaryada}"));
          keep(
              shopper,
              shopper.act("{\"action\":\"set-customer\",\"mail\":\"canaryada@example.com\"}"));
          keep(shopper, shopper.call("GET", "/shipping-options", null));
          keep(shopper, shopper.call("GET", "/payment-options", null));
          keep(shopper, shopper.pay("pm_sandbox_down"));
          keep(shopper, shopper.pay("pm_card_visa_chargeDeclined"));
          keep(shopper, shopper.pay("pm_card_visa"));
          keep(shopper, shopper.refresh());
          keep(shopper, shopper.completed().last());
          tabsAndLinks();
          signIn();
          authenticationAndEvents();
          refusals();
          keep(null, given().get(BrokenResource.PATH));
          for (String method : List.of("GET", "POST", "CANARYADA")) {
            for (String path : List.of("/", "/v1/", "/v1/checkout/", "/problems/", "/sandbox/")) {
              given().request(method, path + "canaryada@example.com?Canaryname=1");
            }
          }
        });
    String metrics = RefusalCounters.metrics();
    assertTrue(metrics.contains("baton_step_seconds_count"), metrics);
    String spans = String.join("\n", traces());
    String kept = String.join("\n", redis());
    assertTrue(kept.contains(":"), "nothing in Redis");
    String all = String.join("\n", log) + String.join("\n", answers) + metrics + spans + kept;
    for (String canary : CANARIES) {
      assertFalse(all.contains(canary), () -> canary + " in " + context(all, canary));
    }
    String logAndMetrics = String.join("\n", log) + metrics + spans;
    assertFalse(logAndMetrics.contains(BrokenResource.CANARY));
    assertTrue(tokens.size() > 20, "only " + tokens.size());
    for (String token : tokens) {
      String signature = token.substring(token.lastIndexOf('.') + 1);
      String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
      for (String place : List.of(logAndMetrics, kept)) {
        assertFalse(place.contains(signature), () -> context(place, signature));
        assertFalse(place.contains(payload), () -> context(place, payload));
      }
    }
    assertTrue(
        log.stream().anyMatch(line -> line.contains("IllegalStateException")), "no fault seen");
    assertTrue(
        log.stream().anyMatch(line -> line.matches("(?s).*cid=[0-9a-z]{20,30}.*")),
        "no line with a checkout id");
  }

  /** The spans of all calls so far, with all that they say; none where nothing is traced. */
  List<String> traces() {
    return List.of();
  }

  private Response keep(@Nullable Shopper shopper, Response response) {
    answers.add(response.getHeaders() + "\n" + response.asString());
    if (shopper != null) {
      tokens.add(shopper.token());
    }
    return response;
  }

  /** A fork, merges, a link and who opens it, a reservation and its release. */
  private void tabsAndLinks() {
    Shopper shopper = Shopper.begins(MUG, CUSTOMER, ADDRESS, STANDARD);
    Shopper fork = shopper.fork();
    keep(fork, fork.act(MUG));
    keep(shopper, shopper.call("POST", "/merge", "{\"with\":\"" + fork.token() + "\"}"));
    String link = keep(shopper, shopper.call("POST", "/resume-link", "{}")).path("link");
    String secret = link.substring(link.indexOf('#') + 1);
    tokens.add(secret);
    for (String from : List.of(secret, shopper.token(), secret + "x")) {
      String body =
          "{\"storefront\":\"demo\",\"currency\":\"EUR\",\"country\":\"DE\",\"locale\":\"de-DE\",\"from\":\"%s\"}";
      keep(null, Shopper.post(given(), "/v1/checkouts", body.formatted(from)));
    }
    keep(shopper, shopper.reserve());
    keep(shopper, shopper.release());
    keep(shopper, shopper.call("POST", "/merge", "{\"with\":\"current\"}"));
    keep(fork, fork.pay("pm_card_visa"));
    keep(shopper, shopper.pay("pm_card_visa"));
    keep(shopper, shopper.cancel());
    Shopper other = Shopper.begins(MUG, CUSTOMER, ADDRESS, BILLING);
    Shopper into = Shopper.begins(MUG, CUSTOMER);
    keep(into, into.call("POST", "/merge", "{\"with\":\"" + other.token() + "\"}"));
  }

  /** Who is vouched for, rightly and wrongly; the id is the shopper's own to read. */
  private void signIn() {
    Shopper shopper = Shopper.begins(MUG);
    for (String assertion :
        List.of(
            Identity.LOGIN.assertion(clock.instant(), "known", "trade"),
            Identity.OUTLET.assertion(clock.instant(), "canaryid", "trade"),
            Identity.LOGIN.assertion(Instant.EPOCH, "canaryid", "trade"))) {
      tokens.add(assertion);
      keep(shopper, shopper.act(Identity.customer("canaryada@example.com", assertion)));
    }
  }

  /** A shopper at the bank, and what the payment provider says of it, rightly and wrongly. */
  private void authenticationAndEvents() {
    Shopper shopper = Shopper.begins(MUG, CUSTOMER, ADDRESS, BILLING, STANDARD);
    String page =
        keep(shopper, shopper.pay("pm_card_authenticationRequired")).path("nextAction.url");
    keep(null, given().get(page));
    String id = shopper.get("id");
    String intent =
        JsonPath.from(Objects.requireNonNull(records.load(id).body())).getString("attempt.intent");
    String name = payments.name();
    String secret = webhook.secrets().orElseThrow().getFirst();
    for (String body :
        List.of(
            Events.about(intent),
            Events.about(intent)
                .replace("\"id\":\"evt_1\"", "\"receipt_email\":\"canaryada@a.example\""),
            Events.about("pi_unknown"),
            Events.about(intent, "acct_canaryada"),
            "{\"email\":\"canaryada\"",
            "[\"canaryada\"]")) {
      keep(null, Events.post(name, body, Events.signature(body, secret, clock.instant())));
    }
    keep(null, Events.post(name, "{\"email\":\"canaryada\"}", "t=1,v1=00"));
    keep(null, Events.post("canaryada", "{}", "canaryada"));
    keep(shopper, shopper.refresh());
    keep(shopper, shopper.cancel());
  }

  /** What is refused before anybody has read it, or because of who it is. */
  private void refusals() {
    Shopper shopper = Shopper.begins(MUG, ADDRESS, STANDARD);
    keep(
        shopper,
        shopper.act(Shopper.customer("refuse@example.com").replace("Ada Example", "Canaryname")));
    keep(shopper, shopper.pay("pm_card_visa"));
    String much = "{\"email\":\"canaryada@example.com" + "x".repeat(70_000) + "\"}";
    keep(null, Shopper.post(shopper.authorized(), "/v1/checkout/actions", much));
    keep(
        null,
        shopper
            .authorized()
            .contentType("text/canaryada")
            .body("canaryada")
            .post("/v1/checkout/actions"));
    keep(
        null,
        given()
            .header("Authorization", "Bearer " + shopper.token() + "x")
            .header("User-Agent", "canaryada")
            .header("Origin", "https://canaryada.example")
            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .header("tracestate", "shop=canaryada")
            .header("baggage", "who=canaryada")
            .get("/v1/checkout?email=canaryada@example.com"));
    keep(null, given().header("X-Much", "canaryada".repeat(4000)).get("/v1/checkout"));
    keep(null, given().get("/v1/checkout?" + "canaryada".repeat(500)));
  }

  /** Every key of Redis with its value, as far as it can be read. */
  private List<String> redis() {
    List<String> all = new ArrayList<>();
    for (var key : redis.execute("KEYS", "*")) {
      String name = key.toString();
      String type = redis.execute("TYPE", name).toString();
      var value =
          switch (type) {
            case "hash" -> redis.execute("HGETALL", name);
            case "zset" -> redis.execute("ZRANGE", name, "0", "-1");
            case "set" -> redis.execute("SMEMBERS", name);
            case "list" -> redis.execute("LRANGE", name, "0", "-1");
            default -> redis.execute("GET", name);
          };
      all.add(name + ": " + value);
    }
    return all;
  }

  private static String context(String all, String canary) {
    int at = all.indexOf(canary);
    return all.substring(Math.max(0, at - 200), Math.min(all.length(), at + 100));
  }

  /** Every line that was logged meanwhile, with its stack trace and context. */
  private static List<String> logged(Runnable flow) {
    List<String> lines = new CopyOnWriteArrayList<>();
    PatternFormatter formatter = new PatternFormatter("%p %c %X %s%e%n");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            ExtLogRecord extended = ExtLogRecord.wrap(entry);
            Map<String, String> context = extended.getMdcCopy();
            lines.add(formatter.format(extended) + " cid=" + context.get("cid"));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    var root = LogContext.getLogContext().getLogger("");
    root.addHandler(handler);
    try {
      flow.run();
    } finally {
      root.removeHandler(handler);
    }
    return lines;
  }
}
