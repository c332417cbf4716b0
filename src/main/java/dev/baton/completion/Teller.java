package dev.baton.completion;

import dev.baton.completion.subscriber.CloudEvent;
import dev.baton.completion.subscriber.EventPost;
import dev.baton.completion.subscriber.Subscriber;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Fact;
import dev.baton.reservation.Agenda;
import dev.baton.reservation.RedisUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells one subscriber, at least once, whatever its agenda has for it; what is told stands in the
 * records. Another subscriber has another agenda, so that none waits for one that is down.
 */
final class Teller {
  private static final Logger LOG = Logger.getLogger(Teller.class);

  /** Longer than writing a record takes, and a run that has just taken an entry. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** After this a record that doesn't state a fact never will: its worker has died or lost. */
  private static final Duration UNWRITTEN = Duration.ofMinutes(5);

  private final Subscriber subscriber;
  private final Agenda agenda;
  private final Records records;
  private final EventPost post;
  private final String source;
  private final CompletionMetrics metrics;
  private final Draining draining;
  private final InstantSource clock;
  private final Executor executor;
  private final Semaphore fresh;

  /** Taken by {@link #look} alone, which so never waits, and keeps no other subscriber waiting. */
  private final Semaphore again;

  private final Duration visible;

  Teller(
      Subscriber subscriber,
      Agenda agenda,
      Records records,
      EventPost post,
      String source,
      CompletionMetrics metrics,
      Draining draining,
      InstantSource clock,
      Executor executor) {
    this.subscriber = subscriber;
    this.agenda = agenda;
    this.records = records;
    this.post = post;
    this.source = source;
    this.metrics = metrics;
    this.draining = draining;
    this.clock = clock;
    this.executor = executor;
    this.fresh = new Semaphore(subscriber.concurrency());
    this.again = new Semaphore(subscriber.concurrency());
    this.visible = subscriber.timeout().plus(SLACK);
    metrics.subscriber(subscriber.name());
  }

  /** An event on the agenda: its checkout, and the id of the fact. */
  private record Untold(String checkout, String fact, Agenda.Entry entry) {
    static String name(String checkout, String fact) {
      return fact + "/" + checkout;
    }

    static Untold of(Agenda.Entry entry) {
      int slash = entry.checkout().indexOf('/');
      return new Untold(
          entry.checkout().substring(slash + 1), entry.checkout().substring(0, slash), entry);
    }
  }

  String name() {
    return subscriber.name();
  }

  boolean wants(Fact fact) {
    return subscriber.wants(fact.storefront());
  }

  /** See {@link News#enter}. */
  Runnable enter(String checkout, Fact fact) {
    String name = Untold.name(checkout, fact.id());
    long mark = agenda.enter(name, visible);
    Untold untold =
        new Untold(checkout, fact.id(), new Agenda.Entry(name, mark, fact.at(), fact.at()));
    return () -> {
      if (fresh.tryAcquire()) {
        run(untold, fact, fresh);
      }
    };
  }

  /**
   * Takes what is due, as much as may be told at once, and doesn't wait for it. Nothing once this
   * instance is to end: only what its own last calls have to tell is still told by it.
   */
  void look() {
    int first = ThreadLocalRandom.current().nextInt(Agenda.PARTS);
    for (int i = 0; i < Agenda.PARTS && takesMore(); i++) {
      int part = (first + i) % Agenda.PARTS;
      for (Agenda.Entry entry : agenda.claim(part, again.availablePermits(), visible).entries()) {
        again.acquireUninterruptibly();
        run(Untold.of(entry), null, again);
      }
    }
  }

  private boolean takesMore() {
    return again.availablePermits() > 0 && !draining.begun();
  }

  /** With a permit, which it gives back. */
  private void run(Untold untold, @Nullable Fact fact, Semaphore permits) {
    try {
      executor.execute(() -> {
        try {
          tell(untold, fact);
        } finally {
          permits.release();
        }
      });
    } catch (RejectedExecutionException e) {
      // This instance is ending; it is due for another one soon.
      permits.release();
    }
  }

  private void tell(Untold untold, @Nullable Fact given) {
    try {
      Fact fact = given == null ? stated(untold) : given;
      if (fact == null) {
        notStated(untold);
      } else {
        answered(
            untold,
            post.post(subscriber, CloudEvent.of(fact, untold.checkout(), source), clock.instant()));
      }
    } catch (RedisUnavailableException e) {
      LOG.debug("Redis is down: what is untold will be due again");
    } catch (RuntimeException e) {
      LOG.errorf(
          "Event %s of checkout %s can't be told: %s",
          untold.fact(), untold.checkout(), e.getClass().getName());
      unreadable(untold, e.getClass().getSimpleName());
    }
  }

  private @Nullable Fact stated(Untold untold) {
    CheckoutRecord record = records.load(untold.checkout()).record();
    return record == null
        ? null
        : record.facts().stream()
            .filter(fact -> fact.id().equals(untold.fact()))
            .findFirst()
            .orElse(null);
  }

  private void notStated(Untold untold) {
    if (age(untold).compareTo(UNWRITTEN) < 0) {
      agenda.enter(untold.entry().checkout(), visible);
    } else {
      agenda.drop(untold.entry().checkout(), untold.entry().mark());
    }
  }

  private void answered(Untold untold, EventPost.Answer answer) {
    switch (answer) {
      case EventPost.Answer.Taken() -> {
        metrics.event(subscriber.name(), "told");
        agenda.drop(untold.entry().checkout(), untold.entry().mark());
      }
      case EventPost.Answer.Gone() -> {
        metrics.event(subscriber.name(), "gone");
        LOG.warnf(
            "%s wants no more events (410): event %s of checkout %s isn't told. Take it out of the"
                + " configuration.",
            subscriber.name(), untold.fact(), untold.checkout());
        agenda.drop(untold.entry().checkout(), untold.entry().mark());
      }
      case EventPost.Answer.Failed(String why, Duration retryAfter) ->
          later(untold, why, retryAfter);
    }
  }

  private void later(Untold untold, String why, @Nullable Duration retryAfter) {
    metrics.event(subscriber.name(), "failed");
    Duration wait =
        subscriber
            .backOff()
            .next(age(untold), retryAfter, ThreadLocalRandom.current().nextDouble());
    if (wait != null) {
      LOG.debugf("%s didn't take event %s: %s", subscriber.name(), untold.fact(), why);
      agenda.enter(untold.entry().checkout(), wait);
      return;
    }
    metrics.event(subscriber.name(), "dead-letter");
    LOG.errorf(
        "%s has not taken event %s of checkout %s (%s); it is given up.",
        subscriber.name(), untold.fact(), untold.checkout(), why);
    agenda.drop(untold.entry().checkout(), untold.entry().mark());
  }

  /** What can't be told isn't tried for ever either. */
  private void unreadable(Untold untold, String why) {
    try {
      later(untold, why, null);
    } catch (RedisUnavailableException e) {
      LOG.debug("Redis is down: what is untold will be due again");
    }
  }

  private static Duration age(Untold untold) {
    return Duration.between(untold.entry().since(), untold.entry().now());
  }
}
