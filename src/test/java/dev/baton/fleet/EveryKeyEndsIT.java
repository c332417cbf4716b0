package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No key is there for ever, whoever has made it: shoppers, reconciler, or events. */
class EveryKeyEndsIT {
  private static final String KEYS =
      "EVAL \"local all = {}; for _, key in ipairs(redis.call('KEYS', '*')) do"
          + " all[#all + 1] = key .. ' ' .. redis.call('PTTL', key) end;"
          + " return table.concat(all, '|')\" 0";

  private static final Map<String, Pattern> KINDS =
      Map.of(
          "record", Pattern.compile("baton:\\{[^:}]+}:record"),
          "hold", Pattern.compile("baton:\\{stock:.+}:until"),
          "units", Pattern.compile("baton:\\{stock:.+}:units"),
          "figure", Pattern.compile("baton:\\{stock:.+}:figure"),
          "agenda", Pattern.compile("baton:\\{agenda:\\d+}:due"),
          "agenda's since", Pattern.compile("baton:\\{agenda:\\d+}:since"),
          "subscriber's agenda", Pattern.compile("baton:\\{agenda:.+:\\d+}:due"),
          "subscriber's since", Pattern.compile("baton:\\{agenda:.+:\\d+}:since"),
          "turn", Pattern.compile("baton:\\{turn:.+}:taken"));

  @Test
  void standalone() throws IOException {
    try (var redis = LocalRedis.launch();
        var gateway = gateway(redis.url()).start()) {
      shop(gateway);
      awaitEveryKind(List.of(redis));
    }
  }

  @Test
  void cluster() throws IOException {
    try (var redis = LocalRedisCluster.launch(0);
        var gateway =
            gateway(redis.urls()).property("quarkus.redis.client-type", "cluster").start()) {
      shop(gateway);
      awaitEveryKind(redis.nodes());
    }
  }

  /** Its reconciler is at work, and its subscriber never there. */
  private static GatewayProcess.Builder gateway(String redis) {
    return GatewayProcess.builder()
        .property("quarkus.redis.hosts", redis)
        .property("baton.reconciler.enabled", "true")
        .property("baton.events.\"gone\".url", "http://127.0.0.1:9/")
        .property("baton.events.\"gone\".secret", "whsec_" + "A".repeat(32));
  }

  /** One buys, one cancels, one leaves after paying, and one before. */
  private static void shop(GatewayProcess gateway) throws IOException {
    var at = gateway.uri();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          var first = new Shopper();
          first.ready(at, at);
          return first.post(at, "/v1/checkout/reservation", "{}").status() == 200;
        });
    var buyer = new Shopper();
    buyer.ready(at, at);
    buyer.pay(at);
    assertEquals("completed", buyer.complete(at).text("/checkout/status"));
    var doubter = new Shopper();
    doubter.ready(at, at);
    doubter.pay(at);
    var cancelled = doubter.post(at, "/v1/checkout/cancellation", "{}");
    assertEquals("cancelled", cancelled.text("/checkout/status"));
    var leaver = new Shopper();
    leaver.ready(at, at);
    assertEquals("authorized", leaver.pay(at).text("/checkout/payment/status"));
  }

  private static void awaitEveryKind(List<LocalRedis> nodes) {
    var missing = new TreeSet<>(KINDS.keySet());
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              nodes.forEach(node -> scan(node, missing));
              return missing;
            },
            Set::isEmpty);
  }

  private static void scan(LocalRedis node, Set<String> missing) {
    for (var line : node.text(KEYS).split("\\|")) {
      if (!line.isEmpty()) {
        assertFalse(line.endsWith(" -1"), () -> "is there for ever: " + line);
        var key = line.substring(0, line.indexOf(' '));
        missing.removeIf(kind -> KINDS.get(kind).matcher(key).matches());
      }
    }
  }
}
