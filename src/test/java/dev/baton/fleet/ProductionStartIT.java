package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import dev.baton.local.PretendProvider;
import dev.baton.local.Production;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What production refuses to start with, and what it starts with. */
class ProductionStartIT {
  @Test
  void everyProblemIsToldAtOnceAndTheProcessEndsWith1() throws Exception {
    try (var redis = LocalRedis.launch("--maxmemory-policy", "allkeys-lru");
        var live = new PretendProvider();
        var gateway =
            gateway(redis, live)
                .property("quarkus.redis.password", "")
                .property("baton.token.keys", keysOfASandbox().toString())
                .property("baton.token.issuer", "https://sandbox.baton.invalid")
                .property("baton.storefronts.\"demo\".origins", "*")
                .property("baton.pricing.type", "sandbox")
                .property("baton.sandbox.serve", "true")
                .property("baton.fault.halt-at", "before-capture")
                .property("quarkus.http.cors.origins", "*")
                .spawn()) {
      assertEquals(1, gateway.awaitExit(), gateway::log);

      for (var said :
          List.of(
              "reached without a password",
              "maxmemory-policy allkeys-lru",
              "that a gateway made for itself",
              "baton.token.issuer is the sandbox's",
              "let web pages of strangers send tokens",
              "baton.pricing.type is sandbox, which production refuses",
              "baton.sandbox.serve is on",
              "baton.fault.halt-at",
              "quarkus.http.cors.origins")) {
        assertTrue(gateway.log().contains(said), () -> said + " isn't in " + gateway.log());
      }
    }
  }

  @Test
  void whatIsInOrderStarts() throws Exception {
    try (var redis = Production.redis();
        var live = new PretendProvider();
        var gateway = gateway(redis, live).start()) {
      assertFalse(gateway.log().contains("\"WARN\""), gateway::log);
      assertEquals(0, evicting(gateway));
    }
  }

  @Test
  void aRedisThatWasDownIsLookedAtWhenItAnswers() throws Exception {
    try (var redis = Production.redis("--maxmemory-policy", "volatile-lru");
        var live = new PretendProvider()) {
      redis.stop();
      try (var gateway = gateway(redis, live).start()) {
        assertTrue(gateway.log().contains("Redis doesn't answer"), gateway::log);

        redis.start();

        await("the watch to see it")
            .atMost(Duration.ofSeconds(90))
            .until(() -> evicting(gateway) == 1);
        assertTrue(get(gateway, "/q/health/ready").contains("redis-eviction"));
        assertTrue(gateway.log().contains("maxmemory-policy noeviction"), gateway::log);
      }
    }
  }

  private static GatewayProcess.Builder gateway(LocalRedis redis, PretendProvider live) {
    return Production.gateway(redis)
        .property("baton.provider.type", "http")
        .property("baton.provider.url", live.url())
        .property("baton.provider.token", live.token());
  }

  /** Marked as a gateway marks those that it makes for itself. */
  private static Path keysOfASandbox() throws Exception {
    var json = new ObjectMapper();
    var set = json.readTree(Production.keys().resolve("keys.json").toFile());
    set.path("keys").forEach(key -> ((ObjectNode) key).put("made", "at-start"));
    var file = Files.createTempFile(Path.of("target"), "sandbox-keys", ".json");
    return Files.write(file.toAbsolutePath(), json.writeValueAsBytes(set));
  }

  private static double evicting(GatewayProcess gateway) {
    return gateway.metric("baton_redis_evicting").orElse(-1);
  }

  private static String get(GatewayProcess gateway, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(gateway.managementUri().resolve(path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }
}
