package dev.baton.rest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls under way and refuses what would be too many: a call that waits for its turn
 * longer than its client costs the same and helps nobody. Anchors have places of their own, so that
 * whoever pays isn't kept out by those who browse.
 */
@ApplicationScoped
public class Admission {
  private final Map<Share, Places> places = new EnumMap<>(Share.class);

  Admission(OverloadConfig config, MeterRegistry registry) {
    places.put(Share.STEP, new Places(Share.STEP, config.steps(), registry));
    places.put(Share.ANCHOR, new Places(Share.ANCHOR, config.anchors(), registry));
  }

  /** What shares places. */
  enum Share {
    STEP("step"),
    ANCHOR("anchor");

    private final String wire;

    Share(String wire) {
      this.wire = wire;
    }

    /** That of an address of the API. */
    static Share of(String path) {
      return switch (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) {
        case "/v1/checkout/reservation",
            "/v1/checkout/payment",
            "/v1/checkout/completion",
            "/v1/checkout/cancellation" ->
            ANCHOR;
        default -> path.startsWith("/v1/payments/") ? ANCHOR : STEP;
      };
    }
  }

  /** Takes a place; false when there is none, which is counted. */
  boolean enter(Share share) {
    return of(share).enter();
  }

  /** Gives a place back. */
  void leave(Share share) {
    of(share).leave();
  }

  private Places of(Share share) {
    Places found = places.get(share);
    if (found == null) {
      throw new IllegalArgumentException(share.wire);
    }
    return found;
  }

  private static final class Places {
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();
    private final Counter refused;

    Places(Share share, int most, MeterRegistry registry) {
      if (most < 1) {
        throw new IllegalStateException("baton.overload." + share.wire + "s is 1 or more");
      }
      this.most = most;
      this.refused =
          Counter.builder("baton.calls.refused")
              .description("Calls refused at once because too many were under way")
              .tag("share", share.wire)
              .register(registry);
      Gauge.builder("baton.calls.under.way", taken, AtomicInteger::get)
          .description("Calls under way")
          .tag("share", share.wire)
          .register(registry);
    }

    boolean enter() {
      if (taken.incrementAndGet() <= most) {
        return true;
      }
      taken.decrementAndGet();
      refused.increment();
      return false;
    }

    void leave() {
      taken.decrementAndGet();
    }
  }
}
