package dev.baton.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Has the whole body of a call in hand before a thread, or a place, is given to it: bodies are
 * small and most come in one piece with their head, a thread that waits for the pieces costs a
 * tenth of a step, and who sends them one by one would keep others out.
 */
final class WholeBody {
  /** How long a whole body may take, ms. */
  private static final long PATIENCE_MS = 10_000;

  /** Hangs up on who hasn't sent a body to its end in time, whatever it was answered meanwhile. */
  void expect(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!hasBody(request)) {
      return;
    }
    long timer =
        context
            .vertx()
            .setTimer(
                PATIENCE_MS,
                _ -> {
                  if (request.isEnded()) {
                    return;
                  }
                  if (request.version() == HttpVersion.HTTP_2) {
                    request.response().reset();
                  } else {
                    request.connection().close();
                  }
                });
    // As long as it runs it keeps the whole call in memory.
    request.end().onComplete(_ -> context.vertx().cancelTimer(timer));
  }

  /**
   * Goes on with the request when its body is there.
   *
   * @param most bytes; what is larger fails with 413
   */
  void next(RoutingContext context, int most) {
    HttpServerRequest request = context.request();
    // Over HTTP/2 the framework fails on a request that was read already (quarkus#34393).
    if (request.version() == HttpVersion.HTTP_2 || !hasBody(request)) {
      context.next();
      return;
    }
    if (announced(request) > most) {
      context.fail(413, JsonText.tooLarge(most));
      return;
    }
    if (HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(
        request.getHeader(HttpHeaderNames.EXPECT))) {
      request.response().writeContinue();
    }
    var whole = new Whole(context, most);
    request.handler(whole::piece).endHandler(whole::end).exceptionHandler(whole::broken).resume();
  }

  /** In bytes; 0 where it isn't told. */
  private static long announced(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  /** Over HTTP/2 a length needn't be told. */
  private static boolean hasBody(HttpServerRequest request) {
    if (request.isEnded()) {
      return false;
    }
    String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
    return length == null
        ? request.version() == HttpVersion.HTTP_2
            || request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)
        : length.chars().anyMatch(digit -> digit != '0');
  }

  /** The body of one call as it comes in. */
  private static final class Whole {
    private final RoutingContext context;
    private final int most;
    private final Buffer body = Buffer.buffer();
    private boolean over;

    Whole(RoutingContext context, int most) {
      this.context = context;
      this.most = most;
    }

    void piece(Buffer piece) {
      if (over) {
        return;
      }
      if (body.length() + piece.length() > most) {
        // The rest is let by for as long as a body may take, so that the answer can be read.
        over = true;
        context.fail(413, JsonText.tooLarge(most));
      } else {
        body.appendBuffer(piece);
      }
    }

    void end(Void end) {
      if (!over) {
        over = true;
        ((RoutingContextInternal) context).setBody(body);
        context.next();
      }
    }

    /**
     * A body that can't be read to its end, wrong chunks and all, is no fault of ours. Once it was
     * read, this is heard of a connection that breaks off while the call is under way.
     */
    void broken(Throwable fault) {
      if (!over) {
        over = true;
        context.fail(400);
      }
    }
  }
}
