package dev.baton.faults;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A served sandbox with its books, a Redis, and gateways that are short of patience, so that what
 * takes minutes takes seconds here; between all of them a {@link Proxy} that can be told to spoil
 * what they say.
 */
final class Site implements AutoCloseable {
  static final Duration LEASE = Duration.ofSeconds(5);
  static final Duration HOLD = Duration.ofSeconds(8);
  static final String ACCOUNT = "acct_faults";

  private final LocalRedis redis = LocalRedis.launch();
  private final Checkpoint checkpoint = new Checkpoint();
  private final Proxy toRedis = new Proxy(redis.port());
  private final Proxy toWebhook = new Proxy(redis.port());
  private final String secret = secret();
  private final GatewayProcess sandbox;
  private final Books books;
  private final GatewayProcess survivor;
  private final List<LocalRedis> others = new ArrayList<>();
  private final ExecutorService starter = Executors.newFixedThreadPool(2);

  Site() {
    sandbox =
        GatewayProcess.builder()
            .java("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
            .redis(redis)
            .property("baton.sandbox.serve", "true")
            .property("baton.reconciler.enabled", "false")
            .property("baton.token.generated-keys", "target/fault-sandbox-keys")
            .property("baton.sandbox.webhook.urls", webhook().toString())
            .property("baton.sandbox.webhook.secret", secret)
            .property("baton.sandbox.webhook.account", ACCOUNT)
            .start();
    books = new Books(sandbox.uri());
    survivor = gateway().java("-Xmx384m", "-XX:+UseSerialGC").start();
    toWebhook.lead(survivor.port());
  }

  private static String secret() {
    var bytes = new byte[24];
    new Random().nextBytes(bytes);
    return "whsec_" + HexFormat.of().formatHex(bytes);
  }

  /** A gateway that knows no mercy for late answers, and looks after everything often. */
  GatewayProcess.Builder gateway() {
    return GatewayProcess.builder()
        .property("quarkus.redis.hosts", "redis://127.0.0.1:" + toRedis.port())
        .property("baton.provider.type", "http")
        .property("baton.provider.url", providers(sandbox.port()))
        .property("baton.token.generated-keys", "target/fault-keys")
        .property("baton.completion.lease", LEASE.toString())
        .property("baton.completion.hold", HOLD.toString())
        .property("baton.completion.auto-complete", "PT3S")
        .property("baton.completion.authentication", "PT4S")
        .property("baton.reconciler.interval", "0.3s")
        .property("baton.reconciler.retry", "PT0.5S")
        .property("baton.reconciler.longest-retry", "PT4S")
        .property("baton.reconciler.poll", "PT2S")
        .property("baton.reconciler.sweep", "PT3S")
        .property("baton.webhook.secrets", secret)
        .property("baton.webhook.account", ACCOUNT);
  }

  /** A gateway that asks at the checkpoint, and repeats no call by itself. */
  GatewayProcess.Builder doomed() {
    return gateway()
        .property("baton.fault.ask-at", Integer.toString(checkpoint.port()))
        .property("baton.provider.retries", "0");
  }

  /** The same, where nothing answers in the order backend's place. */
  GatewayProcess.Builder doomedWithoutBackend() {
    return doomed().property("baton.orders.url", providers(9));
  }

  /** Starts one while something else is done. */
  CompletableFuture<GatewayProcess> soon(GatewayProcess.Builder builder) {
    return CompletableFuture.supplyAsync(builder::start, starter);
  }

  /** Everything from the beginning: no orders, no payments, no events, that much in stock. */
  void reset(Map<String, Long> stock) throws IOException {
    redis.start();
    redis.command("FLUSHALL");
    toRedis.lead(redis.port());
    books.reset();
    books.misbehave("webhook", "drop");
    for (var entry : stock.entrySet()) {
      books.stock(entry.getKey(), entry.getValue());
    }
  }

  LocalRedis redis() {
    return redis;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  Proxy toRedis() {
    return toRedis;
  }

  int sandboxPort() {
    return sandbox.port();
  }

  /** Where the providers are, behind a port of this machine. */
  static String providers(int port) {
    return "http://127.0.0.1:" + port + "/sandbox/providers";
  }

  Books books() {
    return books;
  }

  /** The gateway that isn't killed. */
  GatewayProcess survivor() {
    return survivor;
  }

  Proxy toWebhook() {
    return toWebhook;
  }

  /** Stops a further Redis in the end. */
  void closeLater(LocalRedis other) {
    others.add(other);
  }

  /** Where events are posted to. */
  URI webhook() {
    return URI.create("http://127.0.0.1:" + toWebhook.port() + "/v1/payments/http/webhook");
  }

  /** What events are signed with; made for this run. */
  String webhookSecret() {
    return secret;
  }

  @Override
  public void close() {
    starter.shutdown();
    checkpoint.close();
    survivor.close();
    sandbox.close();
    toWebhook.close();
    toRedis.close();
    redis.close();
    others.forEach(LocalRedis::close);
  }
}
