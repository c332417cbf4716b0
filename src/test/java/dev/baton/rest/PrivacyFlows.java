package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.redis.datasource.RedisDataSource;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

/**
 * Drives a purchase with personal data that is easy to find, and looks for it where it mustn't be.
 */
abstract class PrivacyFlows {
  private static final List<String> CANARIES =
      List.of("canaryada", "Canaryname", "Canarystreet", "Canarycity", "4917212345");
  private static final String CUSTOMER =
      "{\"action\":\"set-customer\",\"email\":\"canaryada@example.com\",\"name\":\"Canaryname\"}";
  private static final String ADDRESS =
      "{\"action\":\"set-shipping-address\",\"address\":{\"name\":\"Canaryname\",\"line1\":\"Canarystreet 1\","
          + "\"postalCode\":\"10117\",\"city\":\"Canarycity\",\"country\":\"DE\",\"phone\":\"+4917212345\"}}";

  @Inject RedisDataSource redis;

  @Test
  void nothingPersonalAndNoTokenIsEverLoggedAnsweredOrCounted() {
    List<String> tokens = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    List<String> log =
        logged(() -> {
          Shopper shopper = Shopper.begins(MUG, CUSTOMER, ADDRESS, STANDARD);
          for (var response :
              List.of(
                  shopper.read(),
                  shopper.act(MUG),
                  shopper.act("{\"action\":\"set-customer\",\"email\":\"canaryada\"}"),
                  shopper.act("{\"action\":\"set-customer\",\"email\": canaryada}"),
                  shopper.act("{\"action\":\"set-customer\",\"mail\":\"canaryada@example.com\"}"),
                  shopper.call("GET", "/shipping-options", null),
                  shopper.pay("pm_sandbox_down"),
                  shopper.pay("pm_card_visa_chargeDeclined"),
                  shopper.pay("pm_card_visa"),
                  shopper.refresh(),
                  shopper.completed().last())) {
            answers.add(response.asString());
            tokens.add(shopper.token());
          }
          answers.addAll(furtherPaths());
          answers.add(given().get(BrokenResource.PATH).asString());
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
    for (String token : tokens) {
      String signature = token.substring(token.lastIndexOf('.') + 1);
      assertFalse(logAndMetrics.contains(signature));
      assertFalse(logAndMetrics.contains(token.substring(0, token.indexOf('.', 100))));
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

  /** A link, a merge, an abandoned payment, events right and wrong, a checkout given up. */
  private List<String> furtherPaths() {
    List<String> answers = new ArrayList<>();
    Shopper shopper = Shopper.begins(MUG, CUSTOMER, ADDRESS, STANDARD);
    Shopper fork = shopper.fork();
    answers.add(fork.act(MUG).asString());
    String merge = "{\"with\":\"" + fork.token() + "\"}";
    answers.add(shopper.call("POST", "/merge", merge).asString());
    answers.add(shopper.call("POST", "/resume-link", "{}").asString());
    answers.add(shopper.reserve().asString());
    answers.add(shopper.call("POST", "/merge", "{\"with\":\"current\"}").asString());
    answers.add(fork.pay("pm_card_visa").asString());
    answers.add(shopper.pay("pm_card_visa").asString());
    answers.add(Events.post("sandbox", "{\"email\":\"canaryada\"}", "t=1,v1=00").asString());
    answers.add(shopper.cancel().asString());
    answers.add(
        given()
            .header("Authorization", "Bearer " + shopper.token() + "x")
            .header("User-Agent", "canaryada")
            .get("/v1/checkout?email=canaryada@example.com")
            .asString());
    return answers;
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
