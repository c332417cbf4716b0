package dev.baton.reservation;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs scripts in Redis, each within a bounded time; blocks the calling thread.
 *
 * <p>A caller who has given up must not change anything later, when a paused Redis wakes up. So
 * every call carries the latest time at which it may act, by Redis' clock, which each answer brings
 * along; and no more calls are under way than there are connections, so that nothing queues where
 * nobody can take it back.
 */
final class RedisCalls {
  private final Redis redis;
  private final Semaphore connections;
  private final Duration timeout;

  /** Redis' clock minus ours, ms; empty until the first answer. */
  private volatile OptionalLong offset = OptionalLong.empty();

  /**
   * @param connections most calls under way at once
   * @param timeout most time a call takes, waiting for a connection included
   */
  RedisCalls(Redis redis, int connections, Duration timeout) {
    this.redis = redis;
    this.connections = new Semaphore(connections, true);
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
      return send(request(Command.EVALSHA, script.digest(), keys, latest, args), deadline);
    } catch (RedisUnavailableException e) {
      if (!isUnknownScript(e)) {
        throw e;
      }
      return send(request(Command.EVAL, script.source(), keys, latest, args), deadline);
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

  private Response send(Request request, long deadline) {
    try {
      if (!connections.tryAcquire(left(deadline), TimeUnit.NANOSECONDS)) {
        throw new RedisUnavailableException(new TimeoutException("every connection is busy"));
      }
      // The permit comes back with the answer, however late, not when this caller gives up.
      return start(request)
          .onComplete(answered -> connections.release())
          .toCompletionStage()
          .toCompletableFuture()
          .get(left(deadline), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new RedisUnavailableException(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw new RedisUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisUnavailableException(e);
    }
  }

  private Future<Response> start(Request request) {
    try {
      return redis.send(request);
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private static boolean isUnknownScript(RedisUnavailableException e) {
    var cause = e.getCause();
    return cause != null && cause.getMessage() != null && cause.getMessage().startsWith("NOSCRIPT");
  }

  private static long left(long deadline) {
    return deadline - System.nanoTime();
  }

  private long latest(long deadline) {
    var known = offset;
    if (known.isEmpty()) {
      return 0;
    }
    return ourClock() + known.getAsLong() + TimeUnit.NANOSECONDS.toMillis(left(deadline));
  }

  private static long ourClock() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
