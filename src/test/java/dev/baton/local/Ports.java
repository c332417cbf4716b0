package dev.baton.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Loopback ports. */
public final class Ports {
  private Ports() {}

  /** A port that was free a moment ago. */
  static int free() {
    return freePair()[0];
  }

  /**
   * A free port whose number plus 10,000 is free too: there the nodes of a cluster talk. Both are
   * below those that outgoing connections are given.
   */
  static int freeForClusterNode() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 20_000);
      if (canBeBound(port) && canBeBound(port + 10_000)) {
        return port;
      }
    }
  }

  private static boolean canBeBound(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** Two different ports that were free a moment ago. */
  public static int[] freePair() {
    var loopback = InetAddress.getLoopbackAddress();
    try (var one = new ServerSocket(0, 1, loopback);
        var other = new ServerSocket(0, 1, loopback)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether something listens on a loopback port. */
  public static boolean isTaken(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
