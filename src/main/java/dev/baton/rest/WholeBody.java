package dev.baton.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.ws.rs.core.MediaType;

/**
 * Has the whole body of a call in hand before a thread is given to it: bodies are small and most
 * come in one piece with their head, and a thread that waits for the pieces costs a tenth of a
 * step.
 */
final class WholeBody {
  /** How long a whole body may take, ms; at most {@link JsonText#LIMIT} bytes. */
  private static final long PATIENCE_MS = 10_000;

  private static final String TIMER = "baton.body.timer";

  private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(JsonText.LIMIT);

  /** Goes on with the request when its body is there; one that never is ends the connection. */
  void next(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!mayHaveBody(request)) {
      context.next();
      return;
    }
    long timer = context.vertx().setTimer(PATIENCE_MS, _ -> request.connection().close());
    context.put(TIMER, timer);
    context.addEndHandler(_ -> context.vertx().cancelTimer(timer));
    bodies.handle(context);
    if (!request.isEnded()) {
      // A body that can't be read to its end, wrong chunks and all, is no fault of ours.
      request.exceptionHandler(_ -> context.fail(400));
    }
  }

  /** Comes after {@link #next}, once the body is there. */
  void there(RoutingContext context) {
    Long timer = context.remove(TIMER);
    if (timer != null) {
      context.vertx().cancelTimer(timer);
      if (context.body().buffer() == null) {
        // Of an empty body the handler keeps nothing, and the framework would wait for it.
        ((RoutingContextInternal) context).setBody(Buffer.buffer());
      }
    }
    context.next();
  }

  /**
   * JSON that is still to come; a form the handler would take apart in place of keeping it. Not
   * over HTTP/2: there the framework fails on a request that was read already (quarkus#34393).
   */
  private static boolean mayHaveBody(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaderNames.CONTENT_TYPE);
    return request.version() != HttpVersion.HTTP_2
        && !request.isEnded()
        && type != null
        && type.regionMatches(true, 0, MediaType.APPLICATION_JSON, 0, 16);
  }
}
