package dev.baton.reservation;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs scripts in Redis, each within a bounded time; blocks the calling thread.
 *
 * <p>A caller who has given up must not change anything later, when a paused Redis wakes up. So
 * every call carries the latest time at which it may act, by the node's own clock, which each
 * answer brings along.
 */
final class RedisCalls {
  private final RedisNodes nodes;
  private final Duration timeout;
  private final Replicas replicas;
  private final Tracer tracer;

  /** Without traces. */
  RedisCalls(RedisNodes nodes, Duration timeout, Replicas replicas) {
    this(nodes, timeout, replicas, TracerProvider.noop().get("none"));
  }

  /**
   * @param timeout most time a call takes, connecting included
   * @param replicas which some calls wait for
   * @param tracer notes each call by its script's name, nothing of its keys and arguments
   */
  RedisCalls(RedisNodes nodes, Duration timeout, Replicas replicas, Tracer tracer) {
    this.nodes = nodes;
    this.timeout = timeout;
    this.replicas = replicas;
    this.tracer = tracer;
  }

  /**
   * Runs a script and returns its answer, which is never 'late'.
   *
   * @throws RedisUnavailableException if Redis did not answer in time, or with an error
   */
  Response run(RedisScript script, List<String> keys, List<String> args) {
    return run(script, keys, args, List.of()).getFirst();
  }

  /** The same; then waits until replicas of the node that ran it have all that it wrote. */
  Acknowledged runAcknowledged(RedisScript script, List<String> keys, List<String> args) {
    if (replicas.count() == 0) {
      return new Acknowledged(run(script, keys, args), true);
    }
    // On the connection that wrote: WAIT has no key, and means what its own connection has written.
    var wait = Request.cmd(Command.WAIT).arg(replicas.count()).arg(replicas.patience().toMillis());
    var answers = run(script, keys, args, List.of(wait));
    return new Acknowledged(answers.getFirst(), answers.getLast().toInteger() >= replicas.count());
  }

  private List<Response> run(
      RedisScript script, List<String> keys, List<String> args, List<Request> then) {
    var span =
        tracer
            .spanBuilder("redis " + script.title())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("db.system", "redis")
            .setAttribute("db.operation", script.title())
            .startSpan();
    try {
      return untraced(script, keys, args, then);
    } catch (RedisUnavailableException e) {
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  private List<Response> untraced(
      RedisScript script, List<String> keys, List<String> args, List<Request> then) {
    var deadline = System.nanoTime() + timeout.toNanos();
    return nodes.ask(
        keys.getFirst(),
        deadline,
        (line, moving) -> {
          while (true) {
            var answers = evaluate(script, keys, args, then, new Way(line, moving, deadline));
            var answer = answers.getFirst();
            line.learnClock(answer.get(1).toLong(), ourClock());
            // Late although we still wait: now we know the node's clock better.
            if (!answer.get(0).toString().equals("late")) {
              return answers;
            }
          }
        });
  }

  private static List<Response> evaluate(
      RedisScript script, List<String> keys, List<String> args, List<Request> then, Way way) {
    try {
      return way.send(request(Command.EVALSHA, script.digest(), keys, way.latest(), args), then);
    } catch (RedisUnavailableException e) {
      if (RedisReply.of(e.getCause()) != RedisReply.NOSCRIPT) {
        throw e;
      }
      return way.send(request(Command.EVAL, script.source(), keys, way.latest(), args), then);
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

  private static long ourClock() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /**
   * A script's answer.
   *
   * @param enough whether as many replicas as asked for have what it wrote
   */
  record Acknowledged(Response answer, boolean enough) {}

  /** To one node, until a deadline. */
  private record Way(RedisLine line, boolean moving, long deadline) {
    String latest() {
      var offset = line.clockOffset();
      var latest =
          offset.isEmpty() ? 0 : offset.getAsLong() + TimeUnit.NANOSECONDS.toMillis(deadline);
      return Long.toString(latest);
    }

    List<Response> send(Request request, List<Request> then) {
      if (!moving && then.isEmpty()) {
        return List.of(line.send(request, deadline));
      }
      var all = new ArrayList<Request>();
      if (moving) {
        all.add(Request.cmd(Command.ASKING));
      }
      all.add(request);
      all.addAll(then);
      var answers = line.sendAlone(all, deadline);
      return moving ? answers.subList(1, answers.size()) : answers;
    }
  }
}
