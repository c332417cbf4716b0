package dev.baton.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedisResource;
import io.netty.channel.Channel;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that asks once and doesn't read what it is answered. */
@QuarkusTest
@TestProfile(UnreadAnswerIT.Short.class)
class UnreadAnswerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Far less than the description of the API has, at either end. */
  private static final int BUFFER = 4096;

  @TestHTTPResource("/")
  URI base;

  @Inject Narrow connections;

  /** A short idle time, and little room for what is on its way. */
  public static final class Short implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("quarkus.http.idle-timeout", "3s");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(Narrow.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(LocalRedisResource.class));
    }
  }

  /** Keeps the kernel from taking the whole answer, and knows the newest connection. */
  @Alternative
  @ApplicationScoped
  public static class Narrow implements HttpServerOptionsCustomizer {
    private final AtomicReference<Channel> newest = new AtomicReference<>();

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
      options.setSendBufferSize(BUFFER);
    }

    void watch(@Observes Filters filters) {
      filters.register(
          context -> {
            newest.set(((ConnectionBase) context.request().connection()).channel());
            context.next();
          },
          Integer.MAX_VALUE);
    }

    Channel newest() {
      return Objects.requireNonNull(newest.get());
    }

    boolean asked() {
      return newest.get() != null;
    }

    void forget() {
      newest.set(null);
    }
  }

  @BeforeEach
  void nobodyHasAsked() {
    connections.forget();
  }

  private Socket ask() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(BUFFER);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()));
    socket
        .getOutputStream()
        .write(
            "GET /openapi HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n"
                .getBytes(ISO_8859_1));
    return socket;
  }

  /** Whether an answer comes to its end. */
  private static boolean whole(Socket socket) throws IOException {
    var said = new StringBuilder();
    try {
      int read;
      while ((read = socket.getInputStream().read()) >= 0) {
        said.append((char) read);
      }
    } catch (SocketException e) {
      return false;
    }
    assertTrue(said.toString().startsWith("HTTP/1.1 200 "), said::toString);
    int head = said.indexOf("\r\n\r\n") + 4;
    String length = said.substring(0, head).toLowerCase(java.util.Locale.ROOT);
    length = length.substring(length.indexOf("content-length: ") + "content-length: ".length());
    return said.length() - head == Integer.parseInt(length.substring(0, length.indexOf('\r')));
  }

  @Test
  void isHungUpOnByTheIdleTime() throws IOException {
    try (Socket socket = ask()) {
      await("its call").atMost(PATIENCE).until(connections::asked);

      await("the connection to be closed here")
          .atMost(PATIENCE)
          .until(() -> !connections.newest().isOpen());

      assertFalse(whole(socket), "nothing of the answer was left to be sent");
    }
  }

  @Test
  void isToldEverythingIfItReadsInTime() throws IOException {
    try (Socket socket = ask()) {
      assertTrue(whole(socket));
    }
  }
}
