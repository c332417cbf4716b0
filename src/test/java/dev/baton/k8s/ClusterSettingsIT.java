package dev.baton.k8s;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import dev.baton.local.Production;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A gateway that runs on an overlay's settings; only addresses and keys are this machine's. */
class ClusterSettingsIT {
  private static final String KEYS = Path.of("target", "cluster-keys").toAbsolutePath().toString();

  @Test
  void theLocalOnesStartAGatewayThatFinishesWhatItHasBegun() throws Exception {
    try (var redis = LocalRedis.launch();
        var sandbox = sandbox(redis);
        var dam = new Dam(sandbox.uri());
        var gateway =
            here("overlays/local", redis, dam.uri())
                .property("baton.provider.timeout", "60s")
                .start();
        var http = HttpClient.newHttpClient()) {
      assertKnowsEverySetting(gateway);
      var begun = create(http, gateway.uri(), "demo", "mug-blue");
      dam.awaitReached();
      var stopping = CompletableFuture.runAsync(gateway::close);
      await("the gateway to wait for the call")
          .atMost(Duration.ofSeconds(30))
          .until(() -> gateway.log().contains("Waiting for HTTP requests"));
      dam.open();
      assertEquals(201, begun.get(60, TimeUnit.SECONDS).statusCode());
      stopping.get(60, TimeUnit.SECONDS);
      assertFalse(gateway.isAlive());
    }
  }

  @Test
  void theProductionOnesStartAGateway() throws Exception {
    try (var redis = Production.redis();
        var sandbox = GatewayProcess.builder().property("baton.sandbox.serve", "true").start();
        var gateway =
            here("overlays/production", redis, sandbox.uri())
                .profile("prod")
                .property("quarkus.redis.password", Production.PASSWORD)
                .property("baton.token.keys", Production.keys().toString())
                .property("quarkus.redis.client-type", "standalone")
                .property("baton.sandbox.allow-in-production", "true")
                .start();
        var http = HttpClient.newHttpClient()) {
      assertKnowsEverySetting(gateway);
      var created = create(http, gateway.uri(), "shop", "mug-blue").get(60, TimeUnit.SECONDS);
      assertEquals(201, created.statusCode(), created::body);
      // The client asks to change to HTTP/2, whose bodies aren't waited for before a place is
      // taken.
      assertEquals(HttpClient.Version.HTTP_1_1, created.version());
    }
  }

  /** Makes the keys, too. */
  private static GatewayProcess sandbox(LocalRedis redis) {
    return GatewayProcess.builder()
        .redis(redis)
        .property("baton.sandbox.serve", "true")
        .property("baton.token.generated-keys", KEYS)
        .start();
  }

  private static GatewayProcess.Builder here(String overlay, LocalRedis redis, URI provider)
      throws IOException {
    Path folder = Path.of("target", "cluster-settings", overlay);
    Path config = Files.createDirectories(folder.resolve("config"));
    var manifests = Kustomize.build(overlay);
    for (var file : ManifestsTest.settings(manifests).entrySet()) {
      Files.writeString(config.resolve(file.getKey()), file.getValue());
    }
    var gateway = GatewayProcess.builder();
    ManifestsTest.environment(manifests).forEach(gateway::environment);
    return gateway
        .directory(folder)
        .property("quarkus.http.host", "127.0.0.1")
        .redis(redis)
        .property("baton.provider.url", provider + "/sandbox/providers")
        .property("baton.token.keys", KEYS);
  }

  private static void assertKnowsEverySetting(GatewayProcess gateway) {
    assertFalse(gateway.log().contains("Unrecognized configuration key"), gateway::log);
  }

  private static CompletableFuture<HttpResponse<String>> create(
      HttpClient http, URI gateway, String storefront, String sku) {
    var body =
        """
        {"storefront":"%s","currency":"EUR","country":"DE","locale":"de-DE",
         "actions":[{"action":"add-line","sku":"%s","quantity":1}]}\
        """
            .formatted(storefront, sku);
    return http.sendAsync(
        HttpRequest.newBuilder(gateway.resolve("/v1/checkouts"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
