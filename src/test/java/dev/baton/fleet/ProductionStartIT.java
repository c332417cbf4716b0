package dev.baton.fleet;

import static java.util.Map.entry;
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
import java.util.Map;
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
                .property("baton.tracing.ratio", "7")
                .property("baton.token.write-format", "9")
                .property("quarkus.rest-client.logging.scope", "all")
                .property("baton.webhook.secrets", "short")
                .environment("BATON_CHECKOUT_UNITS_PER_LIEN", "20")
                .spawn()) {
      assertEquals(1, gateway.awaitExit(), gateway::log);

      var wrongAndWhatToDo =
          Map.ofEntries(
              entry(
                  "reached without a password",
                  "set requirepass (or an ACL user) there, and quarkus.redis.password here"),
              entry("maxmemory-policy allkeys-lru", "set maxmemory-policy noeviction"),
              entry(
                  "that a gateway made for itself",
                  "make keys for production (./baton keys make --keys PATH)"),
              entry("baton.token.issuer is the sandbox's", "set it to an address of your own"),
              entry("let web pages of strangers send tokens", "name the storefront's own origins"),
              entry("baton.pricing.type is sandbox, which production refuses", "set it to http"),
              entry("baton.sandbox.serve is on", "Remove it"),
              entry("baton.fault.halt-at", "remove it"),
              entry("quarkus.http.cors.origins", "remove it"),
              entry(
                  "BATON_CHECKOUT_UNITS_PER_LIEN is read by nothing",
                  "correct it to BATON_CHECKOUT_UNITS_PER_LINE"),
              entry("baton.webhook.secrets has one of less than", "make a longer one"),
              entry("quarkus.rest-client.logging.scope", "remove it"));
      wrongAndWhatToDo.forEach((wrong, remedy) ->
          assertTrue(
              gateway
                  .log()
                  .lines()
                  .anyMatch(
                      line -> line.contains(wrong) && line.indexOf(remedy) > line.indexOf(wrong)),
              () -> wrong + ": " + remedy + " isn't in " + gateway.log()));
    }
  }

  @Test
  void anAddressOfRedisThatIsNoneIsNamedWithoutThePasswordInIt() throws Exception {
    try (var gateway =
        GatewayProcess.builder()
            .profile("prod")
            .property("quarkus.redis.hosts", "redis://user:s3 cret@127.0.0.1:6379")
            .spawn()) {
      assertEquals(1, gateway.awaitExit(), gateway::log);
      assertTrue(gateway.log().contains("quarkus.redis.hosts"), gateway::log);
      assertTrue(gateway.log().contains("the password in quarkus.redis.password"), gateway::log);
      assertFalse(gateway.log().contains("cret"), gateway::log);
    }
  }

  @Test
  void whatIsInOrderStarts() throws Exception {
    try (var redis = Production.redis();
        var live = new PretendProvider();
        // The pretended backend has no list of orders that a sweep could ask for.
        var gateway = gateway(redis, live).property("baton.reconciler.enabled", "false").start()) {
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
