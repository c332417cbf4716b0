package dev.baton.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Makes the answer to a call the last one of its connection (RFC 9112, 9.6): the framework would
 * send the header {@code Connection: close} and go on. Nothing that comes after the call is looked
 * at, and the connection is closed soon: not at once, or a client that is still sending might lose
 * the answer.
 */
final class LastAnswer extends ChannelInboundHandlerAdapter {
  /** For the answer to be read, ms. */
  private static final long PATIENCE_MS = 1_000;

  private boolean over;

  private LastAnswer() {}

  /** Over HTTP/2 a call is a stream of its own, and there is no need for it. */
  static void to(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.version() == HttpVersion.HTTP_2) {
      return;
    }
    context.response().putHeader("Connection", "close");
    if (request.connection() instanceof ConnectionBase connection) {
      ChannelHandlerContext framework = connection.channelHandlerContext();
      if (!framework.isRemoved() && framework.pipeline().get(LastAnswer.class) == null) {
        framework
            .pipeline()
            .addBefore(framework.name(), LastAnswer.class.getName(), new LastAnswer());
      }
    }
    context.addEndHandler(
        _ -> context.vertx().setTimer(PATIENCE_MS, _ -> request.connection().close()));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    over |= message instanceof HttpRequest;
    if (over) {
      ReferenceCountUtil.release(message);
    } else {
      super.channelRead(context, message);
    }
  }
}
