package dev.baton.provider.http;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.baton.checkout.ProviderException;
import dev.baton.payment.OrderBackend.Entry;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More calls at once than a provider has places for. */
@QuarkusTest
class HttpRushIT extends AtABrokenProvider {
  private static final String FOUND = "found";

  @Test
  void aRushOnAHealthyProviderIsServedInTurn() throws Exception {
    try (var crowd = new Crowd(4)) {
      var orders = BrokenProvider.atOnce(crowd.uri(), 4, Duration.ofSeconds(60), tls);

      assertEquals(Map.of(FOUND, 150), rush(orders, 150));
      assertEquals(4, crowd.most.get());
    }
  }

  @Test
  void whatHasAPlaceIsSentThoughThereAreManyPlaces() throws Exception {
    try (var crowd = new Crowd(100)) {
      var orders = BrokenProvider.atOnce(crowd.uri(), 100, Duration.ofSeconds(60), tls);

      assertEquals(Map.of(FOUND, 100), rush(orders, 100));
      assertEquals(100, crowd.most.get());
    }
  }

  @Test
  void whatFindsNoPlaceInTimeIsNotSentAndSaysNothingAgainstTheProvider() throws Exception {
    provider.answering(okJson(NONE).withFixedDelay(3_000));
    var orders = BrokenProvider.atOnce(provider.uri(), 1, Duration.ofSeconds(5), tls);

    var came = rush(orders, 40);

    int sent = provider.requests();
    assertTrue(sent >= 1 && sent <= 3, sent + " were sent");
    assertEquals(Map.of(FOUND, sent, "NOT_SENT", 40 - sent), came);
    provider.answering(okJson(NONE));
    assertInstanceOf(Entry.None.class, orders.lookUp("c-1"));
  }

  /** So many calls at once, and what came of them. */
  private static Map<String, Integer> rush(HttpOrders orders, int calls) throws Exception {
    var came = new HashMap<String, Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var all =
          IntStream.range(0, calls)
              .mapToObj(_ -> threads.submit(() -> whatCameOf(orders)))
              .toList();
      for (var one : all) {
        came.merge(one.get(120, TimeUnit.SECONDS), 1, Integer::sum);
      }
    }
    return came;
  }

  private static String whatCameOf(HttpOrders orders) {
    try {
      orders.lookUp("c-1");
      return FOUND;
    } catch (ProviderException fault) {
      return fault.kind().name();
    }
  }

  /** A provider that answers nobody before so many calls are there at once. */
  private static final class Crowd implements AutoCloseable {
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch awaited;
    private final HttpServer server;

    Crowd(int size) throws IOException {
      awaited = new CountDownLatch(size);
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      awaited.countDown();
      try (exchange) {
        awaited.await(50, TimeUnit.SECONDS);
        byte[] none = NONE.getBytes(StandardCharsets.UTF_8);
        inside.decrementAndGet();
        exchange.sendResponseHeaders(200, none.length);
        exchange.getResponseBody().write(none);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
