package dev.baton.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.ws.rs.core.MediaType;

/**
 * Has the whole body of a call in hand before a thread is given to it: bodies are small and most
 * come in one piece with their head, and a thread that waits for the pieces costs a tenth of a
 * step.
 */
final class WholeBody {
  /** How long a whole body may take, ms; at most {@link JsonText#LIMIT} bytes. */
  private static final long PATIENCE_MS = 10_000;

  private final BodyHandler bodies = BodyHandler.create(false).setBodyLimit(JsonText.LIMIT);

  /** Goes on with the request when its body is there; one that never is ends the connection. */
  void next(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!mayHaveBody(request)) {
      context.next();
      return;
    }
    long timer =
        context
            .vertx()
            .setTimer(
                PATIENCE_MS,
                _ -> {
                  if (!request.isEnded()) {
                    request.connection().close();
                  }
                });
    context.addEndHandler(_ -> context.vertx().cancelTimer(timer));
    bodies.handle(context);
    if (!request.isEnded()) {
      // A body that can't be read to its end, wrong chunks and all, is no fault of ours.
      request.exceptionHandler(_ -> context.fail(400));
    }
  }

  /**
   * JSON of an announced length that is still to come. A form the handler would take apart in place
   * of keeping it; of a body that turns out to be empty it keeps nothing, for which the framework
   * would wait; and over HTTP/2 that fails on a request that was read already (quarkus#34393).
   */
  private static boolean mayHaveBody(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaderNames.CONTENT_TYPE);
    String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    return request.version() != HttpVersion.HTTP_2
        && !request.isEnded()
        && length != null
        && length.chars().anyMatch(digit -> digit != '0')
        && type != null
        && type.regionMatches(true, 0, MediaType.APPLICATION_JSON, 0, 16);
  }
}
