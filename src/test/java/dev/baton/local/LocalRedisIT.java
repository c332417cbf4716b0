package dev.baton.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalRedisIT {
  @Test
  void aStoppedServerIsGoneAndComesBackEmptyOnTheSamePort() {
    try (var redis = LocalRedis.launch()) {
      assertEquals("+OK", redis.command("SET greeting hello"));
      assertEquals("$5", redis.command("GET greeting"));
      redis.stop();
      assertFalse(Ports.isTaken(redis.port()));
      redis.start();
      assertEquals("$-1", redis.command("GET greeting"));
    }
  }

  @Test
  void aPausedServerAnswersOnceItIsResumed() throws IOException {
    try (var redis = LocalRedis.launch()) {
      redis.pause();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
        socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
        assertEquals(0, socket.getInputStream().available());
        redis.resume();
        assertEquals("+PONG", new String(socket.getInputStream().readNBytes(5), UTF_8));
      }
    }
  }

  @Test
  void aServerEndsWithTheProcessThatStartedIt() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var owner =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Owner.class.getName())
            .start();
    int port = Integer.parseInt(owner.inputReader().readLine());
    assertTrue(Ports.isTaken(port));
    owner.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    await().until(() -> !Ports.isTaken(port));
  }

  /** Starts a server, says where, and hangs. */
  static final class Owner {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(LocalRedis.launch().port());
      Thread.currentThread().join();
    }
  }
}
