package dev.baton.rest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.checkout.ProblemType;
import org.eclipse.microprofile.config.ConfigProvider;

/** How often each problem was answered, by the metrics. */
final class RefusalCounters {
  private RefusalCounters() {}

  /** How often this was answered, by the metrics; of a token's, in their own counter as well. */
  static double counted(ProblemType type) {
    String metrics = metrics();
    double all = counted(metrics, "baton_refusals_total", "type", type);
    if (type.status() == 401) {
      assertEquals(all, counted(metrics, "baton_token_refusals_total", "reason", type));
    }
    return all;
  }

  private static double counted(String metrics, String name, String label, ProblemType type) {
    String start = name + "{" + label + "=\"" + type.slug() + "\"";
    return metrics
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** All metrics, as Prometheus reads them. */
  static String metrics() {
    String port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    return given().baseUri("http://127.0.0.1:" + port).get("/q/metrics").asString();
  }
}
