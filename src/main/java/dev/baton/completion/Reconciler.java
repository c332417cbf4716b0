package dev.baton.completion;

import dev.baton.payment.OrderBackend;
import dev.baton.reservation.Agenda;
import dev.baton.reservation.RedisUnavailableException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Finds what others, or shoppers, have left behind, and brings it to rest. Every instance does it,
 * and none leads: whatever is due is taken from the agenda by one of them, and due again if that
 * one dies.
 */
final class Reconciler {
  private static final Logger LOG = Logger.getLogger(Reconciler.class);

  /** The checkout id's name in the log. */
  private static final String LOG_KEY = "cid";

  private final Agenda agenda;
  private final Sweep sweep;
  private final Recovery recovery;
  private final FollowUps followUps;
  private final CompletionMetrics metrics;
  private final ReconcilerConfig config;
  private final Duration visible;
  private final Draining draining;
  private final Executor executor;
  private final Semaphore free;
  private final InVain inVain;
  private volatile Duration overdue = Duration.ZERO;

  Reconciler(
      Agenda agenda,
      OrderBackend orders,
      Recovery recovery,
      FollowUps followUps,
      CompletionMetrics metrics,
      ReconcilerConfig config,
      CompletionConfig completion,
      Draining draining,
      Executor executor,
      LongSupplier nanos) {
    this.agenda = agenda;
    this.sweep = new Sweep(agenda, orders, config.sweep(), config.batch());
    this.recovery = recovery;
    this.followUps = followUps;
    this.metrics = metrics;
    this.config = config;
    this.visible = completion.lease().multipliedBy(2);
    this.draining = draining;
    this.executor = executor;
    this.free = new Semaphore(config.concurrency());
    this.inVain = new InVain(config.longestRetry(), nanos);
    metrics.age(
        "baton.reconciler.overdue",
        "How long the oldest checkout has waited to be looked at",
        () -> overdue.toMillis() / 1000.0);
    metrics.age(
        "baton.reconciler.unfinished.age",
        "For how long the oldest checkout that could not be finished has been tried in vain",
        () -> inVain.longest().toMillis() / 1000.0);
  }

  /**
   * Takes what is due, as much as may be worked on at once, and doesn't wait for it; nothing once
   * this instance is to end.
   */
  void look() {
    if (draining.begun()) {
      return;
    }
    try {
      sweep.look();
      // While all its hands are full it can't know, and what it knew stands.
      Duration longest = takesMore() ? Duration.ZERO : overdue;
      int first = ThreadLocalRandom.current().nextInt(Agenda.PARTS);
      for (int i = 0; i < Agenda.PARTS && takesMore(); i++) {
        Duration waited = take((first + i) % Agenda.PARTS);
        longest = waited.compareTo(longest) > 0 ? waited : longest;
      }
      overdue = longest;
    } catch (RedisUnavailableException e) {
      LOG.debug("Redis is down: nothing is reconciled");
    }
  }

  private boolean takesMore() {
    return free.availablePermits() > 0 && !draining.begun();
  }

  private Duration take(int part) {
    Agenda.Claimed claimed = agenda.claim(part, free.availablePermits(), visible);
    for (Agenda.Entry entry : claimed.entries()) {
      free.acquireUninterruptibly();
      run(entry);
    }
    return claimed.overdue();
  }

  /** With a permit, which it gives back. */
  private void run(Agenda.Entry entry) {
    try {
      executor.execute(() -> {
        try {
          settle(entry);
        } finally {
          free.release();
        }
      });
    } catch (RejectedExecutionException e) {
      // This instance is ending; it is due for another one soon.
      free.release();
    }
  }

  private void settle(Agenda.Entry entry) {
    String checkout = entry.checkout();
    MDC.put(LOG_KEY, checkout);
    try {
      Recovery.Result result = recovery.ofCheckout(checkout);
      if (result.settled()) {
        settled(entry, result);
      } else {
        later(entry, result);
      }
    } catch (RedisUnavailableException e) {
      LOG.debug("Redis is down: it will be due again");
    } catch (RuntimeException e) {
      LOG.errorf("It can't be reconciled: %s", e.getClass().getName());
      later(entry, null);
    } finally {
      MDC.remove(LOG_KEY);
    }
  }

  private void settled(Agenda.Entry entry, Recovery.Result result) {
    inVain.finished(entry.checkout());
    metrics.reconciled(CompletionMetrics.name(result.outcome()));
    Duration delay =
        result.record() == null ? null : followUps.delay(result.record(), false, result.now());
    if (delay == null) {
      agenda.drop(entry.checkout(), entry.mark());
    } else {
      // What has waited long can wait a little longer.
      Duration patience = Duration.between(entry.since(), entry.now()).dividedBy(20);
      agenda.enter(entry.checkout(), delay.compareTo(patience) > 0 ? delay : patience);
    }
  }

  private void later(Agenda.Entry entry, Recovery.@Nullable Result result) {
    metrics.reconciled(result == null ? "fault" : CompletionMetrics.name(result.outcome()));
    int doublings = Math.min(16, inVain.tried(entry.checkout()) - 1);
    Duration delay = config.retry().multipliedBy(1L << doublings);
    try {
      agenda.enter(
          entry.checkout(),
          delay.compareTo(config.longestRetry()) > 0 ? config.longestRetry() : delay);
    } catch (RedisUnavailableException e) {
      LOG.debug("Redis is down: it will be due again");
    }
  }
}
