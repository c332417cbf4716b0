package dev.baton.rest;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import org.jboss.logging.Logger;

/**
 * Hangs up on a client that asks on and on without waiting for its answers, or without reading
 * them: the framework keeps every call and every answer of a connection until then, however many.
 * HTTP/2 limits the calls of a connection by itself.
 */
final class FarAhead extends ChannelDuplexHandler {
  /** Calls of one connection that wait for an answer; usual clients have one. */
  static final int MOST_CALLS = 64;

  /** Answers that wait to be read when a further call comes, in bytes. */
  static final int MOST_UNREAD = 256 * 1024;

  private static final Logger LOG = Logger.getLogger(FarAhead.class);

  /** Of the call that this is added at, the answer is still to come. */
  private int waiting = 1;

  private boolean ended;

  private FarAhead() {}

  /** Watches over the connection of a call from then on; on its event loop. */
  static void watch(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2
        && request.connection() instanceof ConnectionBase connection) {
      // The framework's own handler, which keeps the calls; gone once the connection is closed.
      ChannelHandlerContext framework = connection.channelHandlerContext();
      if (!framework.isRemoved() && framework.pipeline().get(FarAhead.class) == null) {
        framework.pipeline().addBefore(framework.name(), FarAhead.class.getName(), new FarAhead());
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof HttpRequest && !ended) {
      waiting++;
      if (waiting > MOST_CALLS || context.channel().bytesBeforeWritable() > MOST_UNREAD) {
        LOG.debug("A connection is closed that asks on without reading its answers");
        ended = true;
        context.close();
      }
    }
    if (ended) {
      ReferenceCountUtil.release(message);
    } else {
      super.channelRead(context, message);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    if (message instanceof LastHttpContent && !interim(message)) {
      waiting--;
    }
    super.write(context, message, promise);
  }

  private static boolean interim(Object message) {
    return message instanceof HttpResponse response && response.status().code() < 200;
  }
}
