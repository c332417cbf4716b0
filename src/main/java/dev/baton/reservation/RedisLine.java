package dev.baton.reservation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one node of Redis that all calls share, replaced when it fails; blocks the
 * calling thread, for a bounded time.
 *
 * <p>Sharing it costs half the processor time of taking one from the pool for each call. Nothing is
 * tried again here: whether a call was carried out is not known when its connection fails.
 */
final class RedisLine {
  /** Only when Redis hangs do more calls than this wait on one connection. */
  private static final int MOST_UNDER_WAY = 1024;

  /** A node that accepts connections and then says nothing may have got a successor. */
  private static final Duration OPENING = Duration.ofSeconds(2);

  private final Redis redis;
  private final AtomicReference<@Nullable Link> current = new AtomicReference<>();

  /** The node's clock minus ours, ms; empty until its first answer. */
  private volatile OptionalLong clockOffset = OptionalLong.empty();

  RedisLine(Redis redis) {
    this.redis = redis;
  }

  /** Connects ahead of the first call, if Redis is there. */
  void open() {
    link();
  }

  /**
   * Sends a command and waits for its answer.
   *
   * @param deadline of {@link System#nanoTime}
   * @throws RedisUnavailableException if there was none by then, or an error
   */
  Response send(Request request, long deadline) {
    var link = entered();
    try {
      return link.send(request, deadline);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      if (!RedisReply.of(cause).leavesConnectionGood()) {
        link.retire();
      }
      throw new RedisUnavailableException(cause);
    } catch (TimeoutException e) {
      link.retireIfStuck();
      throw new RedisUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisUnavailableException(e);
    }
  }

  /**
   * Sends commands one after another on a connection that nobody else uses meanwhile, and waits for
   * all answers. Costs about twice as much as {@link #send}.
   *
   * @throws RedisUnavailableException if one was not answered by the deadline, or with an error
   */
  List<Response> sendAlone(List<Request> requests, long deadline) {
    try {
      return connect()
          .compose(connection ->
              Future.join(requests.stream().map(r -> send(connection, r, deadline)).toList())
                  .map(all -> all.<Response>list())
                  .onComplete(answered -> connection.close()))
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

  /** Whether there is somebody. */
  boolean answers(long deadline) {
    try {
      send(Request.cmd(Command.PING), deadline);
      return true;
    } catch (RedisUnavailableException e) {
      return false;
    }
  }

  /** The node's clock minus ours, ms; empty until its first answer. */
  OptionalLong clockOffset() {
    return clockOffset;
  }

  /** What the node's clock showed just now, ms. */
  void learnClock(long theirs, long ours) {
    clockOffset = OptionalLong.of(theirs - ours);
  }

  /** Ends the connections; calls under way may fail. */
  void close() {
    redis.close();
  }

  private Future<RedisConnection> connect() {
    try {
      return redis.connect();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** Not any more, if it took so long to connect that the caller has given up. */
  private static Future<Response> send(RedisConnection connection, Request request, long deadline) {
    return left(deadline) > 0
        ? connection.send(request)
        : Future.failedFuture(new TimeoutException("connected too late"));
  }

  /** What can't be opened at all, for its address say or since all is closed, isn't tried again. */
  private Link entered() {
    while (true) {
      var link = link();
      if (link.enter()) {
        return link;
      }
      if (link.opened.future().failed()) {
        throw new RedisUnavailableException(link.opened.future().cause());
      }
    }
  }

  private Link link() {
    while (true) {
      var link = current.get();
      if (link != null) {
        return link;
      }
      var fresh = new Link();
      if (current.compareAndSet(null, fresh)) {
        fresh.open();
        return fresh;
      }
    }
  }

  /** One connection, from its being asked for until its last answer. */
  private final class Link {
    private final long asked = System.nanoTime();
    private final Promise<RedisConnection> opened = Promise.promise();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();

    void open() {
      connect()
          .onSuccess(connection -> {
            connection.exceptionHandler(fault -> retire());
            connection.endHandler(end -> retire());
            opened.complete(connection);
            if (underWay.get() == 0) {
              closeIfRetired();
            }
          })
          .onFailure(fault -> {
            retire();
            opened.fail(fault);
          });
    }

    /** Whether it may be used: a call that is in keeps the connection from being closed. */
    boolean enter() {
      underWay.incrementAndGet();
      if (current.get() == this) {
        return true;
      }
      leave();
      return false;
    }

    /** The place comes back with the answer, however late, not when its caller gives up. */
    private void leave() {
      if (underWay.decrementAndGet() == 0) {
        closeIfRetired();
      }
    }

    /** Once for each {@link #enter}. */
    Response send(Request request, long deadline)
        throws InterruptedException, ExecutionException, TimeoutException {
      if (underWay.get() > MOST_UNDER_WAY) {
        leave();
        throw new TimeoutException("too many calls wait for an answer");
      }
      return opened
          .future()
          .compose(connection -> RedisLine.send(connection, request, deadline))
          .onComplete(answered -> leave())
          .toCompletionStage()
          .toCompletableFuture()
          .get(left(deadline), TimeUnit.NANOSECONDS);
    }

    /** While it is being opened, it is the newest there can be: others wait for it too. */
    void retireIfStuck() {
      if (opened.future().isComplete() || System.nanoTime() - asked > OPENING.toNanos()) {
        retire();
      }
    }

    /** New calls get a new connection; those under way may still be answered. */
    void retire() {
      if (current.compareAndSet(this, null) && underWay.get() == 0) {
        closeIfRetired();
      }
    }

    private void closeIfRetired() {
      if (current.get() != this
          && opened.future().succeeded()
          && closed.compareAndSet(false, true)) {
        opened.future().result().close();
      }
    }
  }

  private static long left(long deadline) {
    return deadline - System.nanoTime();
  }
}
