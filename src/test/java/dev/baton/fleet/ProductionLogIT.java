package dev.baton.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.local.GatewayProcess;
import dev.baton.local.Production;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a gateway in production writes: JSON with the checkout's id, nothing of its token or of who
 * buys.
 */
class ProductionLogIT {
  @Test
  void everyLineIsJsonAndAFailedCallIsToldByItsCheckoutAlone() throws Exception {
    try (var redis = Production.redis();
        var sandbox = GatewayProcess.builder().property("baton.sandbox.serve", "true").start();
        var production =
            Production.gateway(redis)
                .property("baton.provider.type", "http")
                .property("baton.provider.url", sandbox.uri() + "/sandbox/providers")
                .property("baton.sandbox.allow-in-production", "true")
                .start()) {
      var shopper = new Shopper();
      var ready = shopper.ready(production.uri(), production.uri());
      assertEquals(2650, ready.number("/checkout/totals/total"), ready.body()::toString);
      var down =
          shopper.post(
              production.uri(),
              "/v1/checkout/actions",
              "{\"actions\":[{\"action\":\"add-line\",\"sku\":\"magic-pricing-down\",\"quantity\":1}]}");
      assertEquals(503, down.status());

      var lines = json(production.log());
      assertTrue(
          lines.stream().anyMatch(line -> shopper.checkout().equals(line.at("/mdc/cid").asText())),
          "a line names the checkout");
      for (var secret : List.of("eyJ", "ada@example.com", "Ada Example", "Hauptstr")) {
        assertFalse(production.log().contains(secret), secret);
      }
    }
  }

  /** Each line as JSON; those of the JVM itself come before the first. */
  private static List<JsonNode> json(String log) throws Exception {
    var mapper = new ObjectMapper();
    var lines = new ArrayList<JsonNode>();
    for (var line : log.lines().dropWhile(text -> !text.startsWith("{")).toList()) {
      lines.add(mapper.readTree(line));
    }
    return lines;
  }
}
