package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What the packaged gateway says of its providers when it starts. */
class ProviderSelectionIT {
  @Test
  void productionHasNoDefaultProvider() {
    refuses(GatewayProcess.builder().profile("prod"), "baton.pricing.type is missing");
  }

  @Test
  void productionRefusesTheSandbox() {
    refuses(
        GatewayProcess.builder().profile("prod").property("baton.provider.type", "sandbox"),
        "baton.pricing.type is sandbox, which production refuses");
  }

  @Test
  void productionRefusesProvidersThatSayTheyAreTestOnes() {
    try (var served = GatewayProcess.builder().property("baton.sandbox.serve", "true").start()) {
      refuses(
          GatewayProcess.builder()
              .profile("prod")
              .property("baton.provider.type", "http")
              .property("baton.provider.url", served.uri() + "/sandbox/providers"),
          "baton.pricing.url (or baton.provider.url) leads to a test provider");
    }
  }

  @Test
  void anAdapterThatDoesNotExistIsNamed() {
    refuses(
        GatewayProcess.builder().property("baton.tax.type", "htpp"),
        "baton.tax.type is htpp, and there is no such adapter.");
  }

  @Test
  void anHttpProviderNeedsAnAddress() {
    refuses(
        GatewayProcess.builder().property("baton.orders.type", "http"),
        "baton.orders.url is missing");
  }

  @Test
  void theServedSandboxNeedsNoRedis() throws IOException, InterruptedException {
    int nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (var served =
            GatewayProcess.builder()
                .property("quarkus.redis.hosts", "redis://127.0.0.1:" + nobody)
                .property("baton.sandbox.serve", "true")
                .start();
        var http = HttpClient.newHttpClient()) {
      var environment =
          HttpRequest.newBuilder(URI.create(served.uri() + "/sandbox/providers/environment"));

      var answer = http.send(environment.build(), BodyHandlers.ofString());

      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("\"test\""), answer.body());
    }
  }

  private static void refuses(GatewayProcess.Builder gateway, String sentence) {
    var fault = assertThrows(IllegalStateException.class, () -> gateway.start().close());

    assertTrue(String.valueOf(fault.getMessage()).contains(sentence), fault.getMessage());
  }
}
