package dev.baton.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Where gateways ask at each fail-point ({@code baton.fault.ask-at}) whether they may go on. A
 * worker that meets its trap stands there until the process is killed, or the trap is opened.
 */
final class Checkpoint implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, Trap> traps = new ConcurrentHashMap<>();
  private volatile Watcher watcher = (checkout, point) -> {};

  Checkpoint() {
    try {
      server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("checkpoint").start(this::listen);
  }

  /** Told of everybody who passes. */
  interface Watcher {
    void passes(String checkout, String point);
  }

  /** What happens when a checkout comes to a point for the n-th time. */
  static final class Trap {
    private final String point;
    private final CountDownLatch caught = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private int skip;

    private Trap(String point, int skip) {
      this.point = point;
      this.skip = skip;
    }

    private synchronized boolean catches(String at) {
      return at.equals(point) && caught.getCount() > 0 && skip-- == 0;
    }

    String point() {
      return point;
    }

    boolean hasCaught() {
      return caught.getCount() == 0;
    }

    /** Lets go whom it has caught; catches nobody any more. */
    void open() {
      open.countDown();
    }
  }

  int port() {
    return server.getLocalPort();
  }

  void watch(Watcher next) {
    watcher = next;
  }

  /**
   * Stops a checkout's worker at a point.
   *
   * @param skip how often it may pass there before
   */
  Trap trap(String checkout, String point, int skip) {
    var trap = new Trap(point, skip);
    traps.put(checkout, trap);
    return trap;
  }

  void forget(String checkout) {
    var trap = traps.remove(checkout);
    if (trap != null) {
      trap.open();
    }
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      var line = reader.readLine();
      if (line != null) {
        var words = line.split(" ");
        watcher.passes(words[0], words[1]);
        var trap = traps.get(words[0]);
        if (trap != null && trap.open.getCount() > 0 && trap.catches(words[1])) {
          trap.caught.countDown();
          trap.open.await();
        }
        socket.getOutputStream().write('\n');
      }
    } catch (IOException e) {
      // It was killed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    traps.keySet().forEach(this::forget);
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
