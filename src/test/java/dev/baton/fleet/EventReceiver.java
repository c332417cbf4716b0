package dev.baton.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Takes events over HTTP: at {@code /broken} never, with a redirect; at {@code /gone} never again;
 * at {@code /flaky} the second time; at {@code /slow} it says nothing; elsewhere at once.
 */
final class EventReceiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] key = new byte[32];
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  /** What came in. */
  record Delivery(
      String path, String id, String timestamp, String signature, String type, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  EventReceiver() throws IOException {
    new SecureRandom().nextBytes(key);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.setExecutor(threads);
    server.start();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** The secret that its events are to be signed with. */
  String secret() {
    return "whsec_" + Base64.getEncoder().encodeToString(key);
  }

  /** What came in at a path about a checkout, oldest first. */
  List<Delivery> of(String path, String checkout) {
    return deliveries.stream()
        .filter(one -> one.path().equals(path))
        .filter(one -> one.json().path("subject").asText().equals(checkout))
        .toList();
  }

  /** Everything that came in at a path. */
  List<Delivery> all(String path) {
    return deliveries.stream().filter(one -> one.path().equals(path)).toList();
  }

  /** Whether one of its signatures is right. */
  boolean isGenuine(Delivery delivery) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = delivery.id() + "." + delivery.timestamp() + "." + delivery.body();
      byte[] hash = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return Arrays.asList(delivery.signature().split(" "))
          .contains("v1," + Base64.getEncoder().encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var path = exchange.getRequestURI().getPath();
    var delivery =
        new Delivery(
            path,
            String.valueOf(headers.getFirst("webhook-id")),
            String.valueOf(headers.getFirst("webhook-timestamp")),
            String.valueOf(headers.getFirst("webhook-signature")),
            String.valueOf(headers.getFirst("Content-Type")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    boolean again =
        deliveries.stream()
            .anyMatch(one -> one.path().equals(path) && one.id().equals(delivery.id()));
    deliveries.add(delivery);
    if (path.equals("/slow")) {
      awaitClosed();
    }
    int status =
        switch (path) {
          case "/broken" -> 307;
          case "/gone" -> 410;
          case "/flaky" -> again ? 200 : 500;
          default -> 204;
        };
    if (status == 307) {
      exchange.getResponseHeaders().add("Location", at("/elsewhere").toString());
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
