package dev.baton.completion;

import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Unrest;
import dev.baton.reservation.Agenda;
import dev.baton.reservation.RedisUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When somebody has to come back to a checkout, and the agenda that says so. */
final class FollowUps {
  private final Agenda agenda;
  private final CompletionConfig config;
  private final ReconcilerConfig times;
  private final LongSupplier nanos;

  FollowUps(Agenda agenda, CompletionConfig config, ReconcilerConfig times, LongSupplier nanos) {
    this.agenda = agenda;
    this.config = config;
    this.times = times;
    this.nanos = nanos;
  }

  /** In how long somebody has to come back to this record; null when nobody has to. */
  @Nullable Duration delay(CheckoutRecord record, boolean leased, Instant now) {
    return switch (Unrest.of(record)) {
      case NONE -> null;
      case HALF_DONE -> leased ? config.lease() : times.retry();
      case PAID -> config.autoComplete();
      case AWAITING_SHOPPER, PROCESSING -> shorter(times.poll(), untilGivenUp(record, now));
      case AWAITING_COMPLETE -> Duration.between(now, record.endsAt());
    };
  }

  private Duration untilGivenUp(CheckoutRecord record, Instant now) {
    Attempt attempt = record.attempt();
    Instant made = attempt == null ? null : attempt.madeAt();
    Duration left =
        made == null ? times.poll() : Duration.between(now, made.plus(config.authentication()));
    // Once it is over, the next look is what gives it up; until then it isn't looked at in vain.
    return left.isNegative() ? times.retry() : left;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The entry of a checkout that one worker keeps. */
  Entry entry(String checkout) {
    return new Entry(checkout);
  }

  /** Keeps a checkout on the agenda while its record, as this worker writes it, needs that. */
  final class Entry {
    private final String checkout;
    private long mark;
    private long dueNanos;

    private Entry(String checkout) {
      this.checkout = checkout;
    }

    /**
     * Before a record is written: whoever dies in between leaves an entry too many. One that is due
     * earlier than needed stands.
     */
    void before(CheckoutRecord record, boolean leased, Instant now) {
      Duration delay = delay(record, leased, now);
      if (delay == null) {
        return;
      }
      long due = nanos.getAsLong() + delay.toNanos();
      if (mark == 0 || due < dueNanos) {
        mark = agenda.enter(checkout, delay);
        dueNanos = due;
      }
    }

    /**
     * After it was written: drops what it doesn't need any more, or makes it later. If that can't
     * be done, whoever comes finds nothing to do.
     */
    void after(CheckoutRecord record, boolean leased, Instant now) {
      if (mark == 0 || leased) {
        return;
      }
      try {
        Duration delay = delay(record, false, now);
        if (delay == null) {
          agenda.drop(checkout, mark);
          mark = 0;
        } else if (dueNanos < nanos.getAsLong() + delay.toNanos() - times.retry().toNanos()) {
          mark = agenda.enter(checkout, delay);
          dueNanos = nanos.getAsLong() + delay.toNanos();
        }
      } catch (RedisUnavailableException e) {
        mark = 0;
      }
    }
  }
}
