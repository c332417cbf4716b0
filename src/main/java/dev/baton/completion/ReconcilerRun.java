package dev.baton.completion;

import dev.baton.payment.OrderBackend;
import dev.baton.reservation.Agenda;
import dev.baton.token.Storefronts;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Has the reconciler look again and again. */
@Singleton
class ReconcilerRun {
  /** Than what says nothing of when. */
  private static final int SOONER = 1000;

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("reconciler-", 0).factory());
  private final Reconciler reconciler;
  private final Draining draining;
  private final boolean enabled;

  ReconcilerRun(
      Agenda agenda,
      OrderBackend orders,
      Workshop shop,
      Storefronts storefronts,
      CompletionMetrics metrics,
      ReconcilerConfig config,
      CompletionConfig completion,
      Draining draining) {
    this.draining = draining;
    this.enabled = config.enabled();
    this.reconciler =
        new Reconciler(
            agenda,
            orders,
            new Recovery(shop, storefronts),
            shop.followUps(),
            metrics,
            config,
            completion,
            draining,
            workers,
            shop.nanos());
  }

  @Scheduled(
      identity = "reconcile",
      every = "${baton.reconciler.interval:1s}",
      delayed = "${baton.reconciler.interval:1s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    if (enabled) {
      reconciler.look();
    }
  }

  /**
   * While there is still a Redis to write to, and before subscribers are told the last. What a
   * worker can't end in time, another instance ends after its lease.
   */
  void stop(@Observes @Priority(SOONER) ShutdownEvent event) throws InterruptedException {
    workers.shutdown();
    workers.awaitTermination(draining.left().toMillis(), TimeUnit.MILLISECONDS);
  }
}
