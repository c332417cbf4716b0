package dev.baton.provider.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes requests on to a served sandbox and keeps what went by. */
final class RecordingProxy implements AutoCloseable {
  private final URI target;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

  /** One request and its answer; the path is as it was sent, still encoded. */
  record Exchange(
      String method,
      String path,
      Map<String, List<String>> headers,
      String request,
      int status,
      String response) {}

  RecordingProxy(URI target) {
    this.target = target;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::pass);
    server.setExecutor(threads);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Exchange> exchanges() {
    return exchanges;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      var sent = exchange.getRequestURI();
      var query = sent.getRawQuery() == null ? "" : "?" + sent.getRawQuery();
      var request =
          HttpRequest.newBuilder(URI.create(target + sent.getRawPath() + query))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      for (var name : List.of("Content-Type", "Idempotency-Key", "Authorization")) {
        exchange.getRequestHeaders().getOrDefault(name, List.of()).stream()
            .findFirst()
            .ifPresent(value -> request.header(name, value));
      }
      var response = http.send(request.build(), BodyHandlers.ofByteArray());
      exchanges.add(
          new Exchange(
              exchange.getRequestMethod(),
              sent.getRawPath(),
              Map.copyOf(exchange.getRequestHeaders()),
              new String(body, StandardCharsets.UTF_8),
              response.statusCode(),
              new String(response.body(), StandardCharsets.UTF_8)));
      response
          .headers()
          .firstValue("Retry-After")
          .ifPresent(value -> exchange.getResponseHeaders().set("Retry-After", value));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(response.statusCode(), response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    http.close();
  }
}
