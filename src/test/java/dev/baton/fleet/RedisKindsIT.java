package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisCluster;
import dev.baton.local.LocalSentinels;
import dev.baton.local.LocalTlsRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packaged gateway on every kind of Redis, by configuration alone. */
class RedisKindsIT {
  /** Counts the keys that would stay for ever. */
  private static final String ETERNAL =
      "EVAL \"local n = 0; for _, key in ipairs(redis.call('KEYS', '*')) do"
          + " if redis.call('PTTL', key) < 0 then n = n + 1 end end; return n\" 0";

  @Test
  void standaloneWithTlsAndPassword() throws IOException {
    try (var redis = LocalTlsRedis.launch();
        var gateway =
            GatewayProcess.builder()
                .property("quarkus.redis.hosts", redis.url())
                .property("quarkus.redis.password", redis.password())
                .property("quarkus.redis.tls-configuration-name", "redis")
                .property("quarkus.tls.redis.trust-store.pem.certs", "" + redis.certificate())
                .start()) {
      // A first call may take longer than Redis is given, on a busy machine.
      awaitService(gateway);
      buysAndCancels(gateway);
    }
  }

  @Test
  void sentinelsAndTheirNextPrimary() throws IOException {
    try (var redis = LocalSentinels.launch();
        var gateway =
            GatewayProcess.builder()
                .property("quarkus.redis.hosts", redis.urls())
                .property("quarkus.redis.client-type", "sentinel")
                .property("quarkus.redis.master-name", LocalSentinels.NAME)
                .start()) {
      // A first call may take longer than Redis is given, on a busy machine.
      awaitService(gateway);
      buysAndCancels(gateway);
      redis.primary().stop();
      awaitService(gateway);
      buysAndCancels(gateway);
      assertNothingIsEternal(redis.replicas());
    }
  }

  @Test
  void aClusterOneOfWhosePrimariesDies() throws IOException {
    try (var redis = LocalRedisCluster.launch(1);
        var gateway =
            GatewayProcess.builder()
                .property("quarkus.redis.hosts", redis.urls())
                .property("quarkus.redis.client-type", "cluster")
                .start()) {
      // A first call may take longer than Redis is given, on a busy machine.
      awaitService(gateway);
      buysAndCancels(gateway);
      redis.nodes().get(1).stop();
      assertTrue(ready(gateway).contains("partly down"), ready(gateway));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> LocalRedisCluster.isPrimary(redis.nodes().get(4)));
      awaitService(gateway);
      for (int i = 0; i < 10; i++) {
        buysAndCancels(gateway);
      }
      assertNothingIsEternal(redis.primaries());
      var keys = new ArrayList<String>();
      redis.primaries().forEach(node -> keys.add(node.command("DBSIZE")));
      assertTrue(keys.stream().noneMatch(":0"::equals), "everything is on one node: " + keys);
    }
  }

  private static void awaitService(GatewayProcess gateway) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          var shopper = new Shopper();
          shopper.ready(gateway.uri(), gateway.uri());
          return shopper.post(gateway.uri(), "/v1/checkout/reservation", "{}").status() == 200
              && !ready(gateway).contains("\"redis\"");
        });
  }

  private static void buysAndCancels(GatewayProcess gateway) throws IOException {
    var at = gateway.uri();
    var buyer = new Shopper();
    buyer.ready(at, at);
    assertEquals(200, buyer.post(at, "/v1/checkout/reservation", "{}").status());
    assertEquals("authorized", buyer.pay(at).text("/checkout/payment/status"));
    var done = buyer.complete(at);
    assertEquals("completed", done.text("/checkout/status"), done.body()::toString);

    var doubter = new Shopper();
    doubter.ready(at, at);
    assertEquals("authorized", doubter.pay(at).text("/checkout/payment/status"));
    var cancelled = doubter.post(at, "/v1/checkout/cancellation", "{}");
    assertEquals("cancelled", cancelled.text("/checkout/status"), cancelled.body()::toString);
  }

  private static void assertNothingIsEternal(List<LocalRedis> nodes) {
    nodes.forEach(node -> assertEquals(":0", node.command(ETERNAL)));
  }

  private static String ready(GatewayProcess gateway) throws IOException {
    var uri = URI.create(gateway.managementUri() + "/q/health/ready");
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
