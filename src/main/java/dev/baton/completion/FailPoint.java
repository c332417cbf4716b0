package dev.baton.completion;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Told before and after each effect, so that a test can stop a process just there: {@code
 * before-capture}, {@code after-place} and so on. Does nothing in production.
 */
@FunctionalInterface
interface FailPoint {
  FailPoint NONE = name -> {};

  void reached(String name);

  /** The same, with the checkout that is worked on. */
  default void reached(String checkout, String name) {
    reached(name);
  }

  /** Halts the process, as SIGKILL would, at one point. */
  static FailPoint haltingAt(String point) {
    return name -> {
      if (name.equals(point)) {
        Runtime.getRuntime().halt(137);
      }
    };
  }

  /**
   * Tells whoever listens at a port of this machine, one line {@code <checkout> <point>}, and goes
   * on when that connection is answered or closed: until then the worker stands at that point.
   */
  static FailPoint askingAt(int port) {
    return new FailPoint() {
      @Override
      public void reached(String name) {
        reached("-", name);
      }

      @Override
      public void reached(String checkout, String name) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          // Thousands of these would else wait for stray packets long after they were closed.
          socket.setSoLinger(true, 0);
          var line = checkout + " " + name + "\n";
          socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
          socket.getInputStream().read();
        } catch (IOException e) {
          // Nobody listens any more.
        }
      }
    };
  }
}
