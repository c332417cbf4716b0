package dev.baton.reservation;

import static org.awaitility.Awaitility.await;

import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisCluster;
import dev.baton.local.LocalSentinels;
import dev.baton.local.LocalTlsRedis;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A real Redis of its own, of any kind, with the client and what stands on it; no Quarkus. */
final class RedisUnderTest implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final Duration FIGURE = Duration.ofDays(1);
  private static final int CONNECTIONS = 16;

  /** The only node, or the first. */
  final LocalRedis server;

  private final List<LocalRedis> all;
  private final AutoCloseable servers;
  private final RedisOptions options;
  private final Vertx vertx = Vertx.vertx();
  private final Redis client;
  private final RedisNodes nodes;
  final HeardDemand demand = new HeardDemand(InstantSource.system(), Duration.ofMinutes(5));
  private Duration timeout = TIMEOUT;
  private boolean closed;

  /** A standalone one. */
  RedisUnderTest() {
    this(LocalRedis.launch());
  }

  RedisUnderTest(LocalRedis only) {
    this(List.of(only), only, new RedisOptions().setEndpoints(List.of(only.url())));
  }

  private RedisUnderTest(List<LocalRedis> all, AutoCloseable servers, RedisOptions options) {
    this.server = all.getFirst();
    this.all = all;
    this.servers = servers;
    this.options = options.setMaxPoolSize(CONNECTIONS).setMaxPoolWaiting(CONNECTIONS * 64);
    options.getNetClientOptions().setConnectTimeout((int) TIMEOUT.toMillis());
    this.client = client();
    var settings = new RedisSettings();
    settings.customize("test", options);
    this.nodes = settings.nodes(client, vertx);
    // The first call loads the client's classes, which takes its time on a busy machine.
    await().ignoreExceptions().until(() -> records().load("warm").version() == 0);
  }

  static RedisUnderTest cluster(LocalRedisCluster cluster) {
    var hosts = cluster.nodes().stream().map(LocalRedis::url).toList();
    return new RedisUnderTest(
        cluster.nodes(),
        cluster,
        new RedisOptions().setType(RedisClientType.CLUSTER).setEndpoints(hosts));
  }

  static RedisUnderTest sentinels(LocalSentinels sentinels) {
    var all = new ArrayList<>(List.of(sentinels.primary()));
    all.addAll(sentinels.replicas());
    return sentinels(all, sentinels, sentinels.urls());
  }

  static RedisUnderTest sentinels(List<LocalRedis> all, AutoCloseable servers, String urls) {
    return new RedisUnderTest(
        all,
        servers,
        new RedisOptions()
            .setType(RedisClientType.SENTINEL)
            .setMasterName(LocalSentinels.NAME)
            .setRole(RedisRole.MASTER)
            .setEndpoints(List.of(urls.split(","))));
  }

  static RedisUnderTest tls(LocalTlsRedis tls) {
    var options = new RedisOptions().setEndpoints(List.of(tls.url())).setPassword(tls.password());
    options
        .getNetClientOptions()
        .setSsl(true)
        .setHostnameVerificationAlgorithm("HTTPS")
        .setTrustOptions(new PemTrustOptions().addCertPath(tls.certificate().toString()));
    return new RedisUnderTest(List.of(tls.plain()), tls, options);
  }

  /** For tests of what is done, not of how soon: the machine may be busy. */
  RedisUnderTest patiently() {
    timeout = Duration.ofSeconds(20);
    return this;
  }

  /** Holds that are given back unless one replica acknowledges them. */
  RedisHolds acknowledgedHolds() {
    var one = new Replicas(1, Duration.ofMillis(200));
    return new RedisHolds(new RedisCalls(nodes, timeout, one), FIGURE, 1, demand);
  }

  RedisHolds holds() {
    return holds(1);
  }

  RedisHolds holds(double unpaidShare) {
    return new RedisHolds(calls(), FIGURE, unpaidShare, demand);
  }

  RedisRecordStore records() {
    return new RedisRecordStore(calls());
  }

  RedisCalls calls() {
    return new RedisCalls(nodes, timeout, Replicas.NONE);
  }

  /** Another instance's client. */
  Redis client() {
    return Redis.createClient(vertx, new RedisOptions(options));
  }

  /** The holds as another instance sees them, one that starts now. */
  RedisHolds another() {
    var settings = new RedisSettings();
    settings.customize("another", options);
    var calls = new RedisCalls(settings.nodes(client(), vertx), timeout, Replicas.NONE);
    return new RedisHolds(calls, FIGURE, 1, demand);
  }

  /** Empties every node that is a primary. */
  void flush() {
    if (all.size() == 1) {
      send(Command.FLUSHALL);
    } else {
      all.stream().filter(LocalRedisCluster::isPrimary).forEach(node -> node.command("FLUSHALL"));
    }
  }

  Response send(Command command, String... args) {
    var request = Request.cmd(command);
    List.of(args).forEach(request::arg);
    return client.send(request).toCompletionStage().toCompletableFuture().join();
  }

  List<String> keys() {
    return StreamSupport.stream(send(Command.KEYS, "*").spliterator(), false)
        .map(Response::toString)
        .toList();
  }

  /** Units that Redis counts as held. */
  long held(Holds.Place place) {
    return sum(place, "#held");
  }

  /** One of the running sums over the holds of a SKU. */
  long sum(Holds.Place place, String name) {
    var sum = send(Command.HGET, Keys.stock(place).get(1), name);
    return sum == null ? 0 : sum.toLong();
  }

  /** What {@link #held} has to be. */
  long heldOneByOne(Holds.Place place) {
    return oneByOne(place, "");
  }

  /** What the sum of the units without committing has to be. */
  long unpaidOneByOne(Holds.Place place) {
    return oneByOne(place, "c");
  }

  private long oneByOne(Holds.Place place, String without) {
    var units = send(Command.HGETALL, Keys.stock(place).get(1));
    return units.getKeys().stream()
        .filter(key -> !key.startsWith("#"))
        .map(key -> units.get(key).toString())
        .filter(value -> without.isEmpty() || !value.endsWith(without))
        .mapToLong(value -> Long.parseLong(value.replace("c", "")))
        .sum();
  }

  /** Closing twice is closing once: jqwik calls the end of a container for the engine's too. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    try {
      servers.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
