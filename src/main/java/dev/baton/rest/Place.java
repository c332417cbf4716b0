package dev.baton.rest;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The place of one call: kept until its answer is written, and as long as its work goes on. Who
 * asks and hangs up, as clients do that are tired of waiting, would otherwise make room for the
 * next, while the work is still being done.
 */
final class Place {
  private static final String NAME = Place.class.getName();

  private final AtomicInteger keepers = new AtomicInteger(1);
  private final AtomicBoolean answered = new AtomicBoolean();
  private final Runnable leave;

  /**
   * @param leave gives the place back
   */
  Place(Runnable leave) {
    this.leave = leave;
  }

  /** That of a call; null where none is needed. */
  static @Nullable Place of(@Nullable RoutingContext context) {
    return context == null ? null : context.get(NAME);
  }

  /** Is the call's from now on, until it is answered or its client is gone. */
  void keepFor(RoutingContext context) {
    context.put(NAME, this);
    context.addEndHandler(_ -> {
      if (answered.compareAndSet(false, true)) {
        done();
      }
    });
  }

  /** Whether the work may begin; false when its client is gone already. Ends with {@link #done}. */
  boolean begin() {
    return keepers.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
  }

  void done() {
    if (keepers.decrementAndGet() == 0) {
      leave.run();
    }
  }
}
