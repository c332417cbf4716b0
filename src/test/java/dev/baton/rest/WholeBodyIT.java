package dev.baton.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The timer of a slow body, which keeps the whole call in memory as long as it runs. */
class WholeBodyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST = 1000;

  /** Timers that were set and not cancelled; one that fires stays. */
  private final Set<Object> timers = ConcurrentHashMap.newKeySet();

  private final AtomicInteger set = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final WholeBody bodies = new WholeBody();
  private Router router;
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    router = Router.router(observed());
    router
        .route()
        .handler(context -> {
          bodies.expect(context);
          context.next();
        });
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private Vertx observed() {
    return (Vertx)
        Proxy.newProxyInstance(
            Vertx.class.getClassLoader(),
            new Class<?>[] {Vertx.class},
            (_, method, arguments) -> {
              try {
                Object result = method.invoke(vertx, arguments);
                if (method.getName().equals("setTimer")) {
                  timers.add(result);
                  set.incrementAndGet();
                } else if (method.getName().equals("cancelTimer")) {
                  timers.remove(arguments[0]);
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Sends a body in two parts, the second one once the call is answered, where it is before. */
  private void call(boolean answeredBefore) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nab");
      if (answeredBefore) {
        answered(socket);
        send(socket, "cd");
      } else {
        send(socket, "cd");
        answered(socket);
      }
      await("the timer to be forgotten, since the body has ended")
          .atMost(PATIENCE)
          .until(timers::isEmpty);
    }
    assertEquals(1, set.get(), "timers set");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void answered(Socket socket) throws IOException {
    var said = new StringBuilder();
    while (said.indexOf("\r\n\r\n") < 0) {
      int read = socket.getInputStream().read();
      assertTrue(read >= 0, said::toString);
      said.append((char) read);
    }
    assertTrue(said.toString().startsWith("HTTP/1.1 204 "), said::toString);
  }

  private void thenIs(Handler<RoutingContext> reader) {
    router.route().handler(reader);
  }

  private static void answer(RoutingContext context) {
    context.response().setStatusCode(204).end();
  }

  @Test
  void isForgottenWithTheEndOfTheBodyThatIsReadHere() throws IOException {
    thenIs(context -> bodies.next(context, MOST));
    thenIs(WholeBodyIT::answer);

    call(false);
  }

  @Test
  void isForgottenWithTheEndOfABodyThatAnotherReads() throws IOException {
    thenIs(context -> context.request().bodyHandler(_ -> answer(context)));

    call(false);
  }

  @Test
  void isForgottenWithTheEndOfABodyThatWasAnsweredBefore() throws IOException {
    thenIs(WholeBodyIT::answer);

    call(true);
  }

  @Test
  void isForgottenWithTheEndOfABodyThatAnotherReadsAndAnswersBefore() throws IOException {
    thenIs(context -> {
      context.request().handler(_ -> {});
      answer(context);
    });

    call(true);
  }
}
