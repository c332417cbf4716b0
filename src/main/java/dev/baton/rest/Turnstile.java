package dev.baton.rest;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Lets in so many connections at once, and hangs up on whoever comes on top; stands in the pipeline
 * of what listens. The framework counts only those that have said something.
 */
final class Turnstile extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = Logger.getLogger(Turnstile.class);

  private final int most;
  private final AtomicInteger inside = new AtomicInteger();

  /**
   * @param most connections, 1 or more
   */
  Turnstile(int most) {
    this.most = most;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (message instanceof Channel connection) {
      if (inside.incrementAndGet() > most) {
        inside.decrementAndGet();
        LOG.debug("A connection is refused, since there are as many as are taken");
        connection.unsafe().closeForcibly();
        return;
      }
      connection.closeFuture().addListener(_ -> inside.decrementAndGet());
    }
    super.channelRead(context, message);
  }
}
