package dev.baton.reservation;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Runs scripts in Redis, each within a bounded time; blocks the calling thread.
 *
 * <p>A caller who has given up must not change anything later, when a paused Redis wakes up. So
 * every call carries the latest time at which it may act, by Redis' clock, which each answer brings
 * along.
 */
final class RedisCalls {
  private final RedisLine line;
  private final Duration timeout;

  /** Redis' clock minus ours, ms; empty until the first answer. */
  private volatile OptionalLong offset = OptionalLong.empty();

  /**
   * @param timeout most time a call takes, connecting included
   */
  RedisCalls(RedisLine line, Duration timeout) {
    this.line = line;
    this.timeout = timeout;
  }

  /**
   * Runs a script and returns its answer, which is never 'late'.
   *
   * @throws RedisUnavailableException if Redis did not answer in time, or with an error
   */
  Response run(RedisScript script, List<String> keys, List<String> args) {
    var deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      var answer = evaluate(script, keys, args, deadline);
      offset = OptionalLong.of(answer.get(1).toLong() - ourClock());
      // Late although we still wait: the nodes' clocks differ, and now we know this one's.
      if (!answer.get(0).toString().equals("late")) {
        return answer;
      }
    }
  }

  private Response evaluate(
      RedisScript script, List<String> keys, List<String> args, long deadline) {
    var latest = Long.toString(latest(deadline));
    try {
      return line.send(request(Command.EVALSHA, script.digest(), keys, latest, args), deadline);
    } catch (RedisUnavailableException e) {
      if (!RedisScript.isUnknown(e.getCause())) {
        throw e;
      }
      return line.send(request(Command.EVAL, script.source(), keys, latest, args), deadline);
    }
  }

  private static Request request(
      Command command, String script, List<String> keys, String latest, List<String> args) {
    var request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    request.arg(latest);
    args.forEach(request::arg);
    return request;
  }

  private long latest(long deadline) {
    var known = offset;
    return known.isEmpty() ? 0 : known.getAsLong() + TimeUnit.NANOSECONDS.toMillis(deadline);
  }

  private static long ourClock() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
