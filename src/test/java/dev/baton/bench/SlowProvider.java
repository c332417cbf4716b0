package dev.baton.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers as the served sandbox does, and when told so after a while that is always the same. What
 * it was asked before it knows, so that it does next to nothing.
 */
final class SlowProvider implements AutoCloseable {
  private static final Duration LATE = Duration.ofMillis(20);
  private static final int ROUNDS = 9;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();
  private final HttpServer server;
  private final int sandbox;
  private final Map<String, Buffer> known = new ConcurrentHashMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean slow;
  private volatile byte[] last = new byte[0];

  SlowProvider(int sandbox) {
    this.sandbox = sandbox;
    var listening = vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1");
    try {
      server = listening.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/sandbox/providers";
  }

  int answered() {
    return answered.get();
  }

  /** From now on every answer takes 20 ms. */
  void slowDown() {
    slow = true;
  }

  /**
   * Prints how much longer a step takes than the one call that it makes: for one caller, and for
   * several, whose answers come at the same tick, so that each waits for the ones before it.
   */
  void compare(int gateway, byte[] step, Duration round) {
    for (int callers : List.of(1, 8)) {
      try (var load = new LoadGenerator(gateway, callers);
          var direct = new LoadGenerator(server.actualPort(), callers)) {
        load.once(step);
        var asked = last;
        var added = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
          var alone = direct.run(round, () -> asked, ignored -> {}).median();
          added[i] = load.run(round, () -> step, ignored -> {}).median() - alone;
        }
        Arrays.sort(added);
        System.out.printf(
            "added to one provider call of %d ms, at the median, %d at a time: %.2f ms (%.2f-%.2f)%n",
            LATE.toMillis(), callers, added[ROUNDS / 2], added[0], added[ROUNDS - 1]);
      }
    }
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          var answer = known.get(request.uri() + body);
          if (request.method() == HttpMethod.POST) {
            last = Shop.post(request.uri(), null, body.toString());
          }
          if (answer == null) {
            ask(request, body);
          } else if (slow) {
            vertx.setTimer(LATE.toMillis(), ignored -> answer(request, answer));
          } else {
            answer(request, answer);
          }
        });
  }

  private void ask(HttpServerRequest request, Buffer body) {
    client
        .request(request.method(), sandbox, "127.0.0.1", request.uri())
        .compose(asking -> {
          asking.putHeader("Content-Type", "application/json");
          return asking.send(body);
        })
        .compose(answer -> answer.body())
        .onSuccess(answer -> {
          known.put(request.uri() + body, answer);
          answer(request, answer);
        })
        .onFailure(cause -> request.response().setStatusCode(502).end());
  }

  private void answer(HttpServerRequest request, Buffer answer) {
    answered.incrementAndGet();
    request.response().putHeader("Content-Type", "application/json").end(answer);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
