package dev.baton.completion;

import dev.baton.completion.subscriber.EventPost;
import dev.baton.completion.subscriber.Subscriber;
import dev.baton.payment.Fact;
import dev.baton.reservation.Agendas;
import dev.baton.reservation.RedisUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers in the background what the records state: the instance that wrote it at once,
 * any instance later if that one died or the subscriber didn't take it.
 */
final class Telling implements News, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Telling.class);

  /** The last try comes a little later than it is due. */
  private static final Duration MARGIN = Duration.ofHours(1);

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("events-", 0).factory());
  private final EventPost post = new EventPost();
  private final List<Teller> tellers;
  private final @Nullable Duration lasting;

  Telling(
      List<Subscriber> subscribers,
      Agendas agendas,
      Records records,
      String source,
      CompletionMetrics metrics,
      Draining draining,
      InstantSource clock) {
    this.tellers =
        subscribers.stream()
            .map(subscriber ->
                new Teller(
                    subscriber,
                    agendas.named("events:" + subscriber.name()),
                    records,
                    post,
                    source,
                    metrics,
                    draining,
                    clock,
                    workers))
            .toList();
    this.lasting =
        subscribers.stream()
            .map(subscriber -> subscriber.backOff().giveUp().plus(MARGIN))
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

  @Override
  public @Nullable Duration lasting() {
    return lasting;
  }

  @Override
  public Runnable enter(String checkout, Fact fact) {
    List<Runnable> each =
        tellers.stream()
            .filter(teller -> teller.wants(fact))
            .map(teller -> teller.enter(checkout, fact))
            .toList();
    return () -> each.forEach(Runnable::run);
  }

  /** Who is told. */
  List<String> names() {
    return tellers.stream().map(Teller::name).toList();
  }

  /** Has told what is due. */
  void look() {
    for (Teller teller : tellers) {
      try {
        teller.look();
      } catch (RedisUnavailableException e) {
        LOG.debugf("Redis is down: %s is told later", teller.name());
      }
    }
  }

  /** Waits for those who are just being told; what isn't told then is told by another instance. */
  void end(Duration atMost) {
    workers.shutdown();
    try {
      workers.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    post.close();
  }
}
