package dev.baton.completion;

import dev.baton.payment.OrderBackend;
import dev.baton.reservation.Agenda;
import dev.baton.token.Storefronts;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Has the reconciler look again and again. */
@Singleton
class ReconcilerRun {
  /** What a worker can't end in this time, another instance ends after its lease. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("reconciler-", 0).factory());
  private final Reconciler reconciler;
  private final boolean enabled;

  ReconcilerRun(
      Agenda agenda,
      OrderBackend orders,
      Workshop shop,
      Storefronts storefronts,
      CompletionMetrics metrics,
      ReconcilerConfig config,
      CompletionConfig completion) {
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
            workers);
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

  @PreDestroy
  void stop() throws InterruptedException {
    workers.shutdown();
    workers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
