package dev.baton.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** A pricing service as one writes it first: everything costs the same. */
final class OwnPricing implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;

  /** What it answers; nothing for its price list. */
  private volatile byte[] instead = new byte[0];

  private volatile int status = 200;

  OwnPricing() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/quotes", this::answer);
    server.start();
  }

  /** Where it is, without a trailing slash. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on it answers so; with its prices again if that is 200 and empty. */
  void answering(int answer, String body) {
    instead = body.getBytes(StandardCharsets.UTF_8);
    status = answer;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = JSON.readTree(exchange.getRequestBody());
      var body = instead;
      if (status == 200 && body.length == 0) {
        var answer = JSON.createObjectNode();
        var pricing = answer.putObject("pricing");
        pricing.put("provider", "own").put("validUntil", "2099-01-01T00:00:00Z");
        var lines = pricing.putArray("lines");
        for (var line : request.get("lines")) {
          price(lines.addObject(), line.get("id").textValue());
        }
        pricing.putArray("unknown");
        pricing.putArray("promotions");
        pricing.putArray("rejected");
        answer.putObject("failures");
        body = JSON.writeValueAsBytes(answer);
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static void price(ObjectNode into, String line) {
    into.put("id", line)
        .put("title", "Something of ours")
        .put("unitPrice", 999)
        .put("shippable", true)
        .put("taxCategory", "standard");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
