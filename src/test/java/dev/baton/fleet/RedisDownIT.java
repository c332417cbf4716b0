package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Redis ended, or frozen, while shoppers edit and reserve, and what they see. */
class RedisDownIT {
  private static final int SHOPPERS = 8;
  private static final Duration DOWN = Duration.ofSeconds(5);

  /** The aims are 1 s and 5 s; a test also runs on a machine that does other things. */
  private static final Duration REFUSED_IN = Duration.ofSeconds(4);

  private static final Duration BACK_IN = Duration.ofSeconds(30);
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  private static LocalRedis redis;
  private static GatewayProcess gateway;
  private static HttpClient http;

  private final Queue<Seen> stateless = new ConcurrentLinkedQueue<>();
  private final Queue<Seen> anchors = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  @BeforeAll
  static void start() {
    redis = LocalRedis.launch();
    gateway = GatewayProcess.builder().redis(redis).start();
    http = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    http.close();
    gateway.close();
    redis.close();
  }

  @Test
  void whileRedisIsGoneStepsGoOnAndAnchorsAreRefusedSoon() throws IOException {
    goesOn("gone", redis::stop, redis::start);
  }

  @Test
  void whileRedisIsFrozenStepsGoOnAndAnchorsAreRefusedSoon() throws IOException {
    goesOn("frozen", redis::pause, redis::resume);
  }

  private void goesOn(String how, Runnable down, Runnable up) throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        load(threads);
        await()
            .atMost(BACK_IN)
            .until(
                () -> anchors.stream().filter(Seen::served).count() > 20 && !stateless.isEmpty());
        long from = System.nanoTime();
        down.run();
        var isDown = System.nanoTime();
        await().pollDelay(DOWN).atMost(BACK_IN).until(() -> true);
        var before = System.nanoTime();
        up.run();
        var back = System.nanoTime();
        await().atMost(BACK_IN).until(() -> servedSince(back) > SHOPPERS);
        report(how, from, isDown, before, back);
      } finally {
        ended = true;
      }
    }
    var after = post("/v1/checkout/reservation", "{}", create());
    assertEquals(200, after.statusCode(), after.body());
  }

  private long servedSince(long back) {
    return anchors.stream().filter(seen -> seen.begun() > back && seen.served()).count();
  }

  private void report(String how, long from, long isDown, long before, long back) {
    var steps = stateless.stream().filter(seen -> seen.begun() > from).toList();
    assertTrue(steps.size() > SHOPPERS, "steps: " + steps.size());
    steps.forEach(step -> assertTrue(step.status() == 200, "status " + step.status()));
    var refused =
        anchors.stream().filter(seen -> seen.begun() > isDown && seen.ended() < before).toList();
    assertTrue(refused.size() > SHOPPERS, "anchors: " + refused.size());
    refused.forEach(anchor -> assertEquals(503, anchor.status()));
    refused.forEach(anchor -> assertEquals("1", anchor.retryAfter()));
    var slowest = refused.stream().mapToLong(Seen::took).max().orElseThrow();
    assertTrue(slowest < REFUSED_IN.toNanos(), "took " + slowest / 1e6 + " ms");
    var lastRefusal =
        anchors.stream().filter(seen -> !seen.served()).mapToLong(Seen::ended).max().orElse(back);
    System.out.printf(
        "Redis %s: %d steps, all done; %d anchors refused, the slowest in %.0f ms;"
            + " the last one %.1f s after its return%n",
        how, steps.size(), refused.size(), slowest / 1e6, Math.max(0, lastRefusal - back) / 1e9);
  }

  private void load(ExecutorService threads) throws IOException {
    for (int i = 0; i < SHOPPERS; i++) {
      var token = create();
      threads.submit(() -> {
        for (int n = 0; !ended; n++) {
          var body =
              "{\"actions\":[{\"action\":\"set-attribute\",\"name\":\"source\",\"value\":\""
                  + n
                  + "\"}]}";
          stateless.add(timed("/v1/checkout/actions", body, token));
        }
        return null;
      });
      threads.submit(() -> {
        while (!ended) {
          anchors.add(timed("/v1/checkout/reservation", "{}", token));
        }
        return null;
      });
    }
  }

  private static String create() throws IOException {
    var created =
        post(
            "/v1/checkouts",
            """
            {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE",
             "actions":[{"action":"add-line","sku":"mug-blue","quantity":1},
               {"action":"set-customer","email":"ada@example.com","name":"Ada Example"},
               {"action":"set-shipping-address","address":{"name":"Ada Example",
                 "line1":"Hauptstr. 1","postalCode":"10117","city":"Berlin","country":"DE"}},
               {"action":"choose-shipping-option","option":"standard"}]}\
            """,
            null);
    var token = TOKEN.matcher(created.body());
    assertTrue(token.find(), created.body());
    return token.group(1);
  }

  private static Seen timed(String path, String body, String token) throws IOException {
    var begun = System.nanoTime();
    var answer = post(path, body, token);
    var retryAfter = answer.headers().firstValue("Retry-After").orElse("");
    return new Seen(begun, System.nanoTime(), answer.statusCode(), retryAfter);
  }

  private static HttpResponse<String> post(String path, String body, String token)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(gateway.uri() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** One answer; times of {@link System#nanoTime}. */
  private record Seen(long begun, long ended, int status, String retryAfter) {
    boolean served() {
      return status < 500;
    }

    long took() {
      return ended - begun;
    }
  }
}
