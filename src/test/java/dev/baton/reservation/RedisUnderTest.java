package dev.baton.reservation;

import static org.awaitility.Awaitility.await;

import dev.baton.local.LocalRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;

/** A real Redis of its own, with the client and what stands on it; no Quarkus. */
final class RedisUnderTest implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofMillis(400);
  private static final Duration FIGURE = Duration.ofDays(1);
  private static final int CONNECTIONS = 16;

  final LocalRedis server = LocalRedis.launch();
  private final Vertx vertx = Vertx.vertx();
  private final Redis client = client();
  private final RedisLine line = new RedisLine(client);
  final HeardDemand demand = new HeardDemand(InstantSource.system(), Duration.ofMinutes(5));
  private boolean closed;

  RedisUnderTest() {
    // The first call loads the client's classes, which takes its time on a busy machine.
    await().ignoreExceptions().until(() -> records().load("warm").version() == 0);
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
    return new RedisCalls(line, TIMEOUT);
  }

  /** Another instance's client. */
  Redis client() {
    var options =
        new RedisOptions()
            .setConnectionString(server.url())
            .setMaxPoolSize(CONNECTIONS)
            .setMaxPoolWaiting(CONNECTIONS * 4);
    options.getNetClientOptions().setConnectTimeout((int) TIMEOUT.toMillis());
    return Redis.createClient(vertx, options);
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
    server.close();
  }
}
