package dev.baton.fleet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;

/** A client that writes what it likes, as slowly as it likes. */
final class RawClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Socket socket;

  RawClient(GatewayProcess gateway) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  /** An answer that is a JSON object, with its head; in small letters. */
  String answer() throws IOException {
    return upTo('}');
  }

  /** What is said up to the next line; in small letters. */
  String line() throws IOException {
    return upTo('\n');
  }

  private String upTo(char end) throws IOException {
    var said = new StringBuilder();
    int read;
    while ((read = socket.getInputStream().read()) != end) {
      assertTrue(read >= 0, said::toString);
      said.append((char) read);
    }
    return said.append(end).toString().toLowerCase(Locale.ROOT);
  }

  /** Everything that is said until the connection is ended, in good order or not. */
  String untilItEnds() throws IOException {
    var said = new StringBuilder();
    try {
      int read;
      while ((read = socket.getInputStream().read()) >= 0) {
        said.append((char) read);
      }
    } catch (SocketException e) {
      // That is an end, too.
    }
    return said.toString();
  }

  /** Sends a byte now and then, so that it is never idle, until nobody takes it any more. */
  void trickleUntilItEnds() {
    await("the connection to be ended")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> {
          try {
            send(" ");
            return false;
          } catch (SocketException e) {
            return true;
          }
        });
  }

  /** Goes without a word: what is still to come is answered with a reset. */
  void resets() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
