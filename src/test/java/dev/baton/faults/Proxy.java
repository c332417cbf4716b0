package dev.baton.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between two processes, and spoils what they say to each other. */
final class Proxy implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile int target;
  private final AtomicInteger spoilt = new AtomicInteger();
  private volatile Fault fault = Fault.NONE;
  private volatile int percent;
  private volatile long lateMillis;

  Proxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("proxy").start(this::listen);
  }

  /** What befalls an answer. */
  enum Fault {
    NONE("is itself"),
    /** The question never arrives; the connection is reset. */
    RESET_BEFORE("resets before"),
    /** What was asked is done, and the connection reset in place of the answer. */
    RESET_AFTER("resets after"),
    /** Every answer comes twice. */
    TWICE("answers twice"),
    /** The answer comes when nobody waits for it any more. */
    LATE("answers after we gave up");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    private boolean befallsAnswers() {
      return this != RESET_BEFORE;
    }
  }

  /** How many answers, or questions, it has spoilt. */
  int spoilt() {
    return spoilt.get();
  }

  int port() {
    return server.getLocalPort();
  }

  /** From now on; an answer is spoilt with that likelihood. */
  void spoil(Fault next, int inHundred, long late) {
    percent = inHundred;
    lateMillis = late;
    fault = next;
  }

  /** Leads to another server from now on; existing connections are cut. */
  void lead(int port) {
    target = port;
    cut();
  }

  /** Resets every connection. */
  void cut() {
    open.forEach(Proxy::reset);
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // closed
      }
    }
  }

  private void connect(Socket client) {
    try {
      var back = new Socket(InetAddress.getLoopbackAddress(), target);
      open.add(client);
      open.add(back);
      Thread.ofVirtual().start(() -> pump(client, back, false));
      pump(back, client, true);
    } catch (IOException e) {
      reset(client);
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    var bytes = new byte[BUFFER];
    try {
      for (int n = from.getInputStream().read(bytes);
          n >= 0;
          n = from.getInputStream().read(bytes)) {
        var now = ThreadLocalRandom.current().nextInt(100) < percent ? fault : Fault.NONE;
        if (now.befallsAnswers() == answers && now != Fault.NONE) {
          spoilt.incrementAndGet();
        }
        if (now == (answers ? Fault.RESET_AFTER : Fault.RESET_BEFORE)) {
          break;
        }
        if (answers && now == Fault.LATE) {
          closed.await(lateMillis, TimeUnit.MILLISECONDS);
        }
        to.getOutputStream().write(bytes, 0, n);
        if (answers && now == Fault.TWICE) {
          to.getOutputStream().write(bytes, 0, n);
        }
      }
    } catch (IOException e) {
      // One of them has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.remove(from);
    open.remove(to);
    reset(from);
    reset(to);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
