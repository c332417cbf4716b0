package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.eclipse.microprofile.config.ConfigProvider;
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
          answers.add(given().get(BrokenResource.PATH).asString());
          for (String method : List.of("GET", "POST", "CANARYADA")) {
            for (String path : List.of("/", "/v1/", "/v1/checkout/", "/problems/", "/sandbox/")) {
              given().request(method, path + "canaryada@example.com?Canaryname=1");
            }
          }
        });
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    String metrics = given().baseUri("http://127.0.0.1:" + port).get("/q/metrics").asString();
    assertTrue(metrics.contains("baton_step_seconds_count"), metrics);
    String all = String.join("\n", log) + String.join("\n", answers) + metrics;
    for (String canary : CANARIES) {
      assertFalse(all.contains(canary), () -> canary + " in " + context(all, canary));
    }
    String logAndMetrics = String.join("\n", log) + metrics;
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
