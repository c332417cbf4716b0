package dev.baton.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop of HTTP/1.1 requests over a few connections, on one thread: every connection sends
 * its next request when the answer to the last has arrived whole. It does as little as possible, so
 * that the server, on another core, is what is measured.
 */
final class LoadGenerator implements AutoCloseable {
  private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_ANSWERS = 1 << 20;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client =
      vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
  private final int port;
  private final int connections;

  LoadGenerator(int port, int connections) {
    this.port = port;
    this.connections = connections;
  }

  /**
   * Sends requests for some time.
   *
   * @param requests the next request, whole; null when there are no more
   * @param answers is given every answer's body
   * @throws IllegalStateException if an answer is not a success
   */
  Result run(Duration time, Supplier<byte @Nullable []> requests, Consumer<Buffer> answers) {
    var round = new Round(requests, answers, System.nanoTime() + time.toNanos());
    var begin = System.nanoTime();
    for (int i = 0; i < connections; i++) {
      client.connect(port, "127.0.0.1").onSuccess(round::open).onFailure(round::fail);
    }
    try {
      round.done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    if (round.failure != null) {
      throw new IllegalStateException(round.failure);
    }
    var seconds = (System.nanoTime() - begin) / 1e9;
    var sorted = Arrays.copyOf(round.nanos, round.count);
    Arrays.sort(sorted);
    return new Result(
        round.count, round.count / seconds, percentile(sorted, 0.5), percentile(sorted, 0.99));
  }

  /** The answer to one request. */
  Buffer once(byte[] request) {
    var requests = new ArrayDeque<>(List.of(request));
    var answer = new ArrayList<Buffer>();
    run(Duration.ofMinutes(1), requests::poll, answer::add);
    return answer.getFirst();
  }

  private static double percentile(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * part)] / 1e6;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /**
   * One round.
   *
   * @param perSecond answers a second
   * @param median of the time from request to whole answer, ms
   * @param p99 of the same
   */
  record Result(int count, double perSecond, double median, double p99) {}

  /** Everything but {@code done} is touched by the one event loop only. */
  private final class Round {
    final Supplier<byte @Nullable []> requests;
    final Consumer<Buffer> answers;
    final long end;
    final CountDownLatch done = new CountDownLatch(connections);
    final long[] nanos = new long[MOST_ANSWERS];
    int count;
    volatile @Nullable Throwable failure;

    Round(Supplier<byte @Nullable []> requests, Consumer<Buffer> answers, long end) {
      this.requests = requests;
      this.answers = answers;
      this.end = end;
    }

    void open(NetSocket socket) {
      socket.exceptionHandler(this::fail);
      new Connection(this, socket).next();
    }

    void fail(Throwable cause) {
      failure = cause;
      done.countDown();
    }
  }

  private static final class Connection {
    private final Round round;
    private final NetSocket socket;
    private Buffer received = Buffer.buffer();
    private long sent;

    Connection(Round round, NetSocket socket) {
      this.round = round;
      this.socket = socket;
      socket.handler(this::receive);
    }

    void next() {
      var request = System.nanoTime() < round.end ? round.requests.get() : null;
      if (request == null) {
        socket.close().onComplete(closed -> round.done.countDown());
        return;
      }
      sent = System.nanoTime();
      socket.write(Buffer.buffer(request));
    }

    private void receive(Buffer part) {
      received = received.length() == 0 ? part : received.appendBuffer(part);
      var bytes = received.getBytes();
      var head = endOfHead(bytes);
      if (head < 0) {
        return;
      }
      var text = new String(bytes, 0, head, StandardCharsets.US_ASCII);
      var length = contentLength(text);
      if (bytes.length < head + length) {
        return;
      }
      if (!text.startsWith("HTTP/1.1 2")) {
        var answer = new String(bytes, StandardCharsets.UTF_8);
        round.fail(new IllegalStateException("not a success: " + answer));
        socket.close();
        return;
      }
      if (round.count < round.nanos.length) {
        round.nanos[round.count] = System.nanoTime() - sent;
        round.count++;
      }
      round.answers.accept(received.slice(head, head + length));
      received = Buffer.buffer();
      next();
    }

    private static int endOfHead(byte[] bytes) {
      for (int i = 0; i + END_OF_HEAD.length <= bytes.length; i++) {
        if (bytes[i] == '\r'
            && Arrays.equals(
                bytes, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
          return i + END_OF_HEAD.length;
        }
      }
      return -1;
    }

    private static int contentLength(String head) {
      for (var line : head.split("\r\n")) {
        if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
          return Integer.parseInt(line.substring(15).strip());
        }
      }
      throw new IllegalStateException("no content-length: " + head);
    }
  }
}
