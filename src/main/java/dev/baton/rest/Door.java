package dev.baton.rest;

import io.netty.channel.Channel;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Where connections come in, which is closed once an instance is told to end: whoever connects then
 * is refused before anything was sent, so that every client and balancer may try elsewhere, and
 * what has begun comes to an end. The framework alone would go on letting callers in.
 */
@ApplicationScoped
class Door {
  private static final Logger LOG = Logger.getLogger(Door.class);

  /** What listens; the framework doesn't tell, but every connection knows where it came in. */
  private final Set<Channel> listening = ConcurrentHashMap.newKeySet();

  private final Vertx vertx;
  private final Duration delay;
  private final OptionalInt most;
  private volatile boolean closed;

  Door(
      Vertx vertx,
      ShutdownConfig shutdown,
      @ConfigProperty(name = "quarkus.http.limits.max-connections") OptionalInt most) {
    this.vertx = vertx;
    this.most = most;
    this.delay = shutdown.delay().orElse(Duration.ZERO);
  }

  /** A call came in by it. */
  void entered(HttpConnection connection) {
    if (connection instanceof ConnectionBase inner) {
      Channel parent = inner.channel().parent();
      if (parent != null && listening.add(parent)) {
        if (closed) {
          parent.close();
        } else if (most.isPresent()) {
          parent.pipeline().addFirst(new Turnstile(most.getAsInt()));
        }
      }
    }
  }

  /** Readiness is down from here on; balancers that look have the delay to see it. */
  void ending(@Observes ShutdownDelayInitiatedEvent event) {
    if (delay.isZero()) {
      close();
    } else {
      vertx.setTimer(delay.toMillis(), _ -> close());
    }
  }

  private void close() {
    closed = true;
    listening.forEach(Channel::close);
    LOG.info("No new connections are taken; what has begun is finished");
  }
}
