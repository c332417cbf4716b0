package dev.baton.reservation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is learnt by asking around, by one thread at a time, and known until it is learnt anew. */
final class Learnt<T> {
  /** Each call that fails has it learnt anew, but not more often than this. */
  private static final Duration AGE = Duration.ofMillis(200);

  private final String thread;
  private final Supplier<T> question;
  private final Consumer<T> then;
  private final AtomicReference<@Nullable CompletableFuture<T>> asking = new AtomicReference<>();
  private volatile @Nullable T known;
  private volatile @Nullable CompletableFuture<T> latest;
  private volatile long asked;

  /**
   * Nothing is known yet.
   *
   * @param thread the name of the thread that asks
   * @param question asks around; throws if nobody answers
   * @param then hears of what was found, once it is known
   */
  Learnt(String thread, Supplier<T> question, Consumer<T> then) {
    this.thread = thread;
    this.question = question;
    this.then = then;
  }

  /** As far as it was learnt ever; null before that. */
  @Nullable T known() {
    return known;
  }

  /**
   * What is known, if need be as soon as it is.
   *
   * @param deadline of {@link System#nanoTime}
   * @throws RedisUnavailableException if nothing was known by then
   */
  T get(long deadline) {
    var last = known;
    if (last != null) {
      return last;
    }
    try {
      return anew().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RedisUnavailableException fault
          ? fault
          : new RedisUnavailableException(e);
    } catch (TimeoutException e) {
      throw new RedisUnavailableException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisUnavailableException(e);
    }
  }

  /** Has it learnt anew, without waiting for it, if nobody has asked for so long. */
  void renew(Duration after) {
    if (System.nanoTime() - asked > after.toNanos()) {
      anew();
    }
  }

  /** Asks, if nobody does already or has just done so. */
  CompletableFuture<T> anew() {
    var last = latest;
    if (last != null && System.nanoTime() - asked < AGE.toNanos()) {
      return last;
    }
    var fresh = new CompletableFuture<T>();
    var running = asking.compareAndExchange(null, fresh);
    if (running != null) {
      return running;
    }
    Thread.ofVirtual().name(thread).start(() -> ask(fresh));
    return fresh;
  }

  private void ask(CompletableFuture<T> fresh) {
    try {
      var found = question.get();
      known = found;
      then.accept(found);
      done(fresh);
      fresh.complete(found);
    } catch (RuntimeException | Error e) {
      done(fresh);
      fresh.completeExceptionally(e);
    }
  }

  private void done(CompletableFuture<T> fresh) {
    asked = System.nanoTime();
    latest = fresh;
    asking.set(null);
  }
}
