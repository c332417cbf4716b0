package dev.baton.faults;

import dev.baton.faults.Terrain.Spot;
import dev.baton.local.GatewayProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shoppers of whom each is stopped at its point, as far as it gets there. */
final class Batch implements AutoCloseable {
  /** Checkouts that stand at their points at the same time. */
  static final int AT_ONCE = 32;

  private static final Duration PATIENCE = Duration.ofSeconds(25);

  private final Site site;
  private final Crowd crowd;
  private final List<Stopped> all = new ArrayList<>();
  private final CountDownLatch returned;

  /** Takes as many from what is left as are stopped at once. */
  Batch(Site site, Crowd crowd, GatewayProcess at, Deque<Spot> left) {
    this.site = site;
    this.crowd = crowd;
    int size = Math.min(AT_ONCE, left.size());
    returned = new CountDownLatch(size);
    for (int i = 0; i < size; i++) {
      var stopped = new Stopped(left.remove(), at);
      all.add(stopped);
      crowd.start(stopped);
    }
  }

  /** How many of them so many spots make. */
  static int number(int spots) {
    return Math.ceilDiv(spots, AT_ONCE);
  }

  /** Until everybody stands, or has come through. */
  void await() {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until && !all.stream().allMatch(Stopped::stands)) {
      Crowd.pause(Duration.ofMillis(5));
    }
  }

  int caught() {
    return points().size();
  }

  List<String> points() {
    return all.stream().filter(Stopped::isCaught).map(one -> one.spot.point()).toList();
  }

  List<Spot> missed() {
    return all.stream().filter(one -> !one.isCaught()).map(one -> one.spot).toList();
  }

  /** Lets go whoever still stands, and waits until their calls have ended. */
  @Override
  public void close() {
    all.forEach(one -> site.checkpoint().forget(one.buyer.checkout()));
    try {
      returned.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One of them. */
  private final class Stopped implements Runnable {
    private final Spot spot;
    private final GatewayProcess at;
    private final Buyer buyer;
    private volatile Checkpoint.@Nullable Trap trap;
    private volatile boolean through;

    Stopped(Spot spot, GatewayProcess at) {
      this.spot = spot;
      this.at = at;
      this.buyer = crowd.buyer(spot.journey());
    }

    boolean isCaught() {
      var set = trap;
      return set != null && set.hasCaught();
    }

    boolean stands() {
      return through || isCaught();
    }

    @Override
    public void run() {
      try {
        buyer.goTo(spot.call(), site.survivor().uri());
        buyer.note("stopped at " + spot.point() + " (" + spot.skip() + ")");
        trap = site.checkpoint().trap(buyer.checkout(), spot.point(), spot.skip());
        buyer.step(at.uri());
      } catch (IOException e) {
        // It was killed.
      } finally {
        through = true;
        returned.countDown();
        if (crowd.coin()) {
          crowd.comeBack(buyer);
        }
      }
    }
  }
}
