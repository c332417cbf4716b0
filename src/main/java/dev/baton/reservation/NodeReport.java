package dev.baton.reservation;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * What a node of Redis says of itself.
 *
 * @param version of Redis or Valkey
 * @param eviction its {@code maxmemory-policy}; empty where it doesn't say
 * @param replicas connected now
 * @param ahead its clock minus ours
 * @param took how long one script took there and back
 */
record NodeReport(String version, String eviction, int replicas, Duration ahead, Duration took) {
  private static final String KEEPS_ALL = "noeviction";

  /** A script, since all we do is scripts. */
  private static final String TIME = "return redis.call('TIME')";

  /**
   * Asks a node.
   *
   * @param deadline of {@link System#nanoTime}
   * @throws RedisUnavailableException if it doesn't answer, or not to such questions
   */
  static NodeReport of(RedisLine line, InstantSource clock, long deadline) {
    var info = info(line.send(Request.cmd(Command.INFO), deadline).toString());
    long began = System.nanoTime();
    var before = clock.instant();
    var time = line.send(Request.cmd(Command.EVAL).arg(TIME).arg(0), deadline);
    var took = Duration.ofNanos(System.nanoTime() - began);
    var theirs = Instant.ofEpochSecond(time.get(0).toLong()).plusNanos(time.get(1).toLong() * 1000);
    return new NodeReport(
        info.containsKey("valkey_version")
            ? "Valkey " + info.get("valkey_version")
            : "Redis " + info.getOrDefault("redis_version", "?"),
        info.getOrDefault("maxmemory_policy", ""),
        Integer.parseInt(info.getOrDefault("connected_slaves", "0")),
        Duration.between(before.plus(took.dividedBy(2)), theirs),
        took);
  }

  /** The lines {@code name:value} of an answer to INFO. */
  static Map<String, String> info(String text) {
    Map<String, String> values = new HashMap<>();
    text.lines()
        .filter(line -> line.contains(":"))
        .forEach(line -> {
          int colon = line.indexOf(':');
          values.put(line.substring(0, colon), line.substring(colon + 1).strip());
        });
    return values;
  }

  /** Whether it throws keys away, holds and payments among them, when its memory is full. */
  boolean evicts() {
    return !eviction.isEmpty() && !eviction.equals(KEEPS_ALL);
  }
}
