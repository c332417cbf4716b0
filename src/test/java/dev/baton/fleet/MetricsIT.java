package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.baton.checkout.ProblemType;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the dashboard and the alerts ask for is what a gateway exports. */
class MetricsIT {
  private static final Path MONITORING = Path.of("k8s", "monitoring");

  /** A metric, and what is asked of its labels. */
  private static final Pattern SELECTOR =
      Pattern.compile("\\b((?:baton|jvm|process)_[a-z_]+)\\b(?:\\{([^}]*)\\})?");

  /** What Prometheus adds by itself to whatever a ServiceMonitor finds. */
  private static final Set<String> OF_PROMETHEUS = Set.of("namespace", "job");

  private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!=|!~|=)\"([^\"]*)\"");

  @Test
  void everyMetricAndLabelOfDashboardAndAlertsIsExported() throws Exception {
    try (var redis = LocalRedis.launch();
        var gateway =
            GatewayProcess.builder()
                .redis(redis)
                .property("baton.reconciler.interval", "0.2s")
                .property("baton.reconciler.poll", "500ms")
                .property("baton.events.\"books\".url", "http://127.0.0.1:9/")
                .property("baton.events.\"books\".secret", secret())
                .start()) {
      buy(gateway.uri());
      var metrics = gateway.metrics();
      for (String stage :
          List.of("created", "filled", "identified", "reserved", "paid", "completed")) {
        assertEquals(
            1, value(metrics, "baton_funnel_total{stage=\"" + stage + "\",storefront=\"demo\"}"));
      }
      fail(gateway.uri());
      await("the reconciler to look at what was left behind")
          .atMost(Duration.ofSeconds(60))
          .until(() -> exported(gateway.metrics(), "baton_reconciler_checkouts_total", ""));
      await("Redis' policy to be looked at")
          .atMost(Duration.ofSeconds(60))
          .until(() -> exported(gateway.metrics(), "baton_redis_evicting", ""));
      stop(redis, gateway.uri());

      var all = gateway.metrics();
      var missing = new TreeSet<String>();
      for (String expression : expressions()) {
        Matcher selector = SELECTOR.matcher(expression);
        while (selector.find()) {
          for (String labels : oneByOne(selector.group(2))) {
            if (!exported(all, selector.group(1), labels)) {
              missing.add(selector.group(1) + "{" + labels + "}");
            }
          }
        }
      }
      assertEquals(Set.of(), missing, String.join("\n", all));
    }
  }

  private static String secret() {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  private static void buy(URI gateway) throws IOException {
    var shopper = new Shopper();
    shopper.ready(gateway, gateway);
    shopper.pay(gateway);
    var done = shopper.complete(gateway);
    assertEquals("completed", done.text("/checkout/status"), done.body()::toString);
  }

  /** What only shows when something goes wrong. */
  private static void fail(URI gateway) throws IOException {
    var other = new Shopper();
    other.ready(gateway, gateway);
    assertEquals(200, other.call("POST", gateway, "/v1/checkout/cancellation", "{}").status());
    var declined = new Shopper();
    declined.ready(gateway, gateway);
    var answer =
        declined.post(
            gateway,
            "/v1/checkout/payment",
            """
            {"method":"pm_card_visa_chargeDeclined","returnUrl":"https://shop.example/back",
             "expectedTotal":2650}\
            """);
    assertEquals(402, answer.status());
    var delayed = new Shopper();
    delayed.ready(gateway, gateway);
    delayed.post(
        gateway,
        "/v1/checkout/payment",
        """
        {"method":"pm_sandbox_delayed","returnUrl":"https://shop.example/back","expectedTotal":2650}\
        """);
    delayed.complete(gateway);
    var down = new Shopper();
    down.ready(gateway, gateway);
    assertEquals(
        503,
        down.post(
                gateway,
                "/v1/checkout/actions",
                "{\"actions\":[{\"action\":\"add-line\",\"sku\":\"magic-pricing-down\",\"quantity\":1}]}")
            .status());
    assertEquals(401, new Shopper().call("GET", gateway, "/v1/checkout", null).status());
  }

  private static void stop(LocalRedis redis, URI gateway) throws IOException {
    var shopper = new Shopper();
    shopper.ready(gateway, gateway);
    redis.stop();
    await("Redis to be missed")
        .atMost(Duration.ofSeconds(30))
        .until(() -> shopper.post(gateway, "/v1/checkout/reservation", "{}").status() == 503);
  }

  private static List<String> expressions() throws IOException {
    var all = new ArrayList<String>();
    JsonNode rules =
        new ObjectMapper(new YAMLFactory()).readTree(MONITORING.resolve("alerts.yaml").toFile());
    JsonNode dashboard = new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
    rules.findValues("expr").forEach(node -> all.add(node.asText()));
    dashboard.findValues("expr").forEach(node -> all.add(node.asText()));
    assertTrue(all.size() > 30);
    return all;
  }

  /** Each alternative of a label by itself; variables of the dashboard stay as they are. */
  private static List<String> oneByOne(@Nullable String labels) {
    if (labels == null) {
      return List.of("");
    }
    Matcher several = Pattern.compile("(\\w+)=~\"([^\"$]+)\"").matcher(labels);
    return several.find()
        ? Stream.of(several.group(2).split("\\|"))
            .map(one -> labels.replace(several.group(), several.group(1) + "=\"" + one + "\""))
            .toList()
        : List.of(labels);
  }

  @Test
  void everythingOnTheDashboardIsOfOneNamespace() throws Exception {
    JsonNode dashboard = new ObjectMapper().readTree(MONITORING.resolve("dashboard.json").toFile());
    for (JsonNode expression : dashboard.findValues("expr")) {
      Matcher selector = SELECTOR.matcher(expression.asText());
      while (selector.find()) {
        String labels = String.valueOf(selector.group(2));
        assertTrue(labels.contains("namespace=\"$namespace\""), expression::asText);
        boolean ours = selector.group(1).startsWith("baton_");
        assertTrue(ours || labels.contains("job=\"baton-management\""), expression::asText);
      }
    }
  }

  @Test
  void whatAlertsLeaveOutAreNamesOfProblems() throws Exception {
    var slugs = Stream.of(ProblemType.values()).map(ProblemType::slug).toList();
    int seen = 0;
    for (String expression : expressions()) {
      Matcher matcher = MATCHER.matcher(expression);
      while (matcher.find()) {
        if (Set.of("reason", "type").contains(matcher.group(1))) {
          List<String> named = List.of(matcher.group(3).split("\\|"));
          assertTrue(slugs.containsAll(named), matcher::group);
          seen += named.size();
        }
      }
    }
    assertTrue(seen > 4, "only " + seen);
  }

  private static double value(List<String> samples, String series) {
    return samples.stream()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Whether one sample of that name has each label, with the value where it is exact. */
  private static boolean exported(List<String> samples, String name, String labels) {
    return samples.stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .anyMatch(line -> hasLabels(line, labels));
  }

  private static boolean hasLabels(String line, String labels) {
    Matcher matcher = MATCHER.matcher(labels);
    while (matcher.find()) {
      if (OF_PROMETHEUS.contains(matcher.group(1))) {
        continue;
      }
      String exact = matcher.group(2).equals("=") ? matcher.group(3) + "\"" : "";
      if (!line.matches(".*[{,]" + matcher.group(1) + "=\"" + Pattern.quote(exact) + ".*")) {
        return false;
      }
    }
    return true;
  }
}
