package dev.baton.rest;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Bounds what is kept for clients that ask and don't read: at most one answer beyond what the
 * connection holds (64 KiB), and that for a limited time. Over HTTP/2 the windows and the number of
 * streams bound it.
 */
final class SlowReaders {
  private final Duration patience;

  /**
   * @param patience how long the rest of an answer waits
   */
  SlowReaders(Duration patience) {
    this.patience = patience;
  }

  /** False, and the connection is ended, when answers before this call's lie unread. */
  boolean maySpeak(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.version() == HttpVersion.HTTP_2
        || !(request.connection() instanceof ConnectionBase connection)) {
      return true;
    }
    Channel channel = connection.channel();
    if (!channel.isWritable()) {
      // The connection's own close would wait until all is read.
      channel.close();
      return false;
    }
    // Only the connection's thread knows what is left once an answer is written.
    context.addEndHandler(_ -> channel.eventLoop().execute(() -> look(context, channel)));
    return true;
  }

  private void look(RoutingContext context, Channel channel) {
    if (channel.isWritable()) {
      return;
    }
    context
        .vertx()
        .setTimer(
            patience.toMillis(),
            _ -> {
              if (!channel.isWritable()) {
                channel.close();
              }
            });
  }
}
