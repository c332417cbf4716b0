package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.Totals;
import dev.baton.checkout.UnavailableException;
import dev.baton.completion.Anchors.PayCommand;
import dev.baton.payment.Answer;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Completion;
import dev.baton.payment.Effect;
import dev.baton.payment.Fact;
import dev.baton.payment.Goal;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import dev.baton.payment.Outcome;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.Task;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run over one checkout: performs the effects that {@link Completion} names, one after the
 * other, and decides nothing itself.
 */
final class Worker {
  /** Far more than the longest run; a machine that circles is stopped, and tried again later. */
  private static final int MOST_EFFECTS = 200;

  private final Workshop shop;

  /** Null when it isn't configured any more. */
  private final @Nullable Storefront storefront;

  private final String owner = UUID.randomUUID().toString();
  private final String checkout;
  private final Instant now;
  private final @Nullable PayCommand command;
  private final NewestToken token;
  private final HeldUnits units;

  private long version;
  private long leasedAt;
  private boolean leased;
  private CheckoutRecord stored;
  private @Nullable UnavailableException fault;
  private final FollowUps.Entry followUp;

  Worker(
      Workshop shop,
      @Nullable Storefront storefront,
      Records.Found found,
      CheckoutRecord record,
      @Nullable Contents given,
      @Nullable VerifiedToken parent,
      @Nullable PayCommand command) {
    this.shop = shop;
    this.storefront = storefront;
    this.checkout = record.checkout();
    this.now = found.now();
    this.version = found.version();
    this.stored = record;
    this.command = command;
    this.token = new NewestToken(shop, record, now, given, parent);
    this.units = new HeldUnits(shop, storefront, token, now, given);
    this.followUp = shop.followUps().entry(record.checkout());
  }

  /** Works until nothing is left to do, or it isn't this worker's to do any more. */
  Outcome run(Goal goal, boolean found) {
    boolean ended = false;
    try {
      Outcome outcome = work(goal, found);
      ended = true;
      shop.tally().count(goal, outcome);
      return outcome;
    } finally {
      if (!ended) {
        letGo();
      }
    }
  }

  private Outcome work(Goal goal, boolean found) {
    Task task = Completion.begin(goal, stored, found);
    for (int done = 0; done < MOST_EFFECTS; done++) {
      Effect effect = task.doing();
      if (effect instanceof Effect.Finished(Outcome outcome)) {
        return outcome;
      }
      shop.failPoint().reached(checkout, "before-" + effect.label());
      Answer answer = perform(task, effect);
      shop.failPoint().reached(checkout, "after-" + effect.label());
      task = Completion.after(task, answer);
    }
    return new Outcome.Later(null);
  }

  /** The newest token, as last written; null while no anchor has answered. */
  @Nullable IssuedToken newest() {
    return token.written();
  }

  CheckoutRecord stored() {
    return stored;
  }

  /** What was down last; null when nothing was. */
  @Nullable UnavailableException fault() {
    return fault;
  }

  /** Keeps others away; false if somebody else does, or has written the record. */
  boolean lease() {
    return save(stored, true) instanceof Answer.Saved;
  }

  /** Keeps others away no longer; if not even that can be done, the lease ends by itself. */
  void letGo() {
    if (!leased) {
      return;
    }
    try {
      shop.records().save(stored, version, owner, false, now);
    } catch (RedisUnavailableException e) {
      fault = e;
    }
  }

  /** Writes a record and keeps others away no longer; false if somebody else has written it. */
  boolean write(CheckoutRecord record) {
    return save(record, false) instanceof Answer.Saved;
  }

  private Answer perform(Task task, Effect effect) {
    try {
      return effect.needsLease() && !stillLeased()
          ? new Answer.Lost()
          : switch (effect) {
            case Effect.Save(CheckoutRecord record, boolean lease) -> save(record, lease);
            case Effect.LookUp() -> new Answer.Registered(shop.orders().lookUp(checkout));
            case Effect.Hold(Effect.Term term) -> units.take(task, term);
            case Effect.ReleaseHolds(var figures) -> {
              shop.stock()
                  .release(checkout, units.releasable(task, stored, e -> fault = e), figures);
              yield new Answer.Released();
            }
            case Effect.FetchIntent(Attempt attempt) ->
                new Answer.Intent(shop.intents().fetch(attempt));
            case Effect.Create(Attempt attempt) -> create(attempt);
            case Effect.Capture(Attempt attempt) ->
                new Answer.Intent(shop.intents().capture(attempt));
            case Effect.GiveUp(Attempt attempt) ->
                new Answer.Intent(shop.intents().cancel(attempt));
            case Effect.Refund(Attempt attempt) ->
                new Answer.Intent(shop.intents().refund(attempt));
            case Effect.Place(Attempt attempt) -> place(task, attempt);
            case Effect.Settle(String attempt, boolean paid) ->
                new Answer.SettleAnswer(shop.orders().settle(checkout, attempt, paid));
            case Effect.Revoke(String attempt) ->
                new Answer.RevokeAnswer(shop.orders().revoke(checkout, attempt));
            case Effect.Close() -> new Answer.CloseAnswer(shop.orders().close(checkout));
            case Effect.Finished f -> throw new IllegalStateException("finished already");
          };
    } catch (ProviderException e) {
      fault = e;
      return new Answer.Fault(e.kind());
    } catch (RedisUnavailableException e) {
      fault = e;
      return new Answer.StoreDown();
    }
  }

  /** Renews the lease when half of it is gone; false if it is another's now. */
  private boolean stillLeased() {
    long half = shop.config().lease().dividedBy(2).toNanos();
    if (shop.nanos().getAsLong() - leasedAt < half) {
      return true;
    }
    long at = shop.nanos().getAsLong();
    long written = shop.records().save(stored, version, owner, true, now);
    if (written == 0) {
      return false;
    }
    version = written;
    leasedAt = at;
    return true;
  }

  private Answer save(CheckoutRecord record, boolean lease) {
    IssuedToken next = token.answering(stored, record);
    CheckoutRecord answered =
        next == null
            ? record
            : record.answering(next.token().jti(), shop.codec().sealForRecord(next));
    Duration needed = shop.news().lasting();
    Fact fact = needed == null ? null : fact(answered);
    Runnable telling = () -> {};
    if (fact != null && needed != null) {
      answered = answered.stating(fact).lasting(now.plus(needed));
      telling = shop.news().enter(checkout, fact);
    }
    long at = shop.nanos().getAsLong();
    followUp.before(answered, lease, now);
    shop.failPoint().reached(checkout, "entered");
    long written = shop.records().save(answered, version, owner, lease, now);
    if (written == 0) {
      return new Answer.Lost();
    }
    version = written;
    leasedAt = at;
    leased = lease;
    shop.tally().written(stored, answered, storefront);
    stored = answered;
    followUp.after(answered, lease, now);
    if (next != null) {
      token.written(next);
    }
    if (fact != null) {
      shop.failPoint().reached(checkout, "stated");
    }
    telling.run();
    return new Answer.Saved(answered);
  }

  /** What subscribers are told of the record as it is now written; null when nothing. */
  private @Nullable Fact fact(CheckoutRecord record) {
    if (Fact.kind(stored.phase(), record.phase()) == null) {
      return null;
    }
    Attempt attempt = record.attempt();
    Contents fixed = attempt == null ? null : shop.fixed(checkout, attempt);
    Contents bought = fixed == null ? token.contents(record) : fixed;
    Totals totals =
        bought == null || storefront == null
            ? null
            : Totals.of(new Checkout.Open(bought, Reservation.NONE, Payment.NONE), storefront);
    return Fact.of(
        stored,
        record,
        now,
        bought == null ? null : bought.storefront(),
        bought == null ? null : bought.currency(),
        totals);
  }

  private Answer create(Attempt attempt) {
    if (command == null || storefront == null) {
      throw new IllegalStateException("only pay creates an intent");
    }
    return switch (shop.intents().create(checkout, storefront.id(), attempt, command)) {
      case Created.Made(var intent) -> new Answer.Intent(intent);
      case Created.UnknownMethod() -> new Answer.UnknownMethod();
    };
  }

  private Answer place(Task task, Attempt attempt) {
    Contents fixed = token.fixed(task.record());
    Contents bought = fixed == null ? token.contents(task.record()) : fixed;
    if (bought == null || storefront == null) {
      // Not to be guessed: the keys may come back, or the storefront's settings.
      return new Answer.Fault(ProviderException.Kind.NOT_SENT);
    }
    Checkout.Open state = new Checkout.Open(bought, Reservation.NONE, Payment.NONE);
    Totals totals = Totals.of(state, storefront);
    if (fixed == null && !shop.isFixed(attempt, state, totals)) {
      // Whoever asks has another token, which says nothing of what was fixed.
      return new Answer.Fault(ProviderException.Kind.NOT_SENT);
    }
    if (totals.due() != attempt.amount()) {
      // It is reckoned otherwise by this release.
      return new Answer.PlaceAnswer(new OrderBackend.Placed.TotalChanged(totals.total()));
    }
    String intent = attempt.intent();
    return new Answer.PlaceAnswer(
        shop.orders()
            .place(
                new OrderRequest(
                    checkout, attempt.id(), intent == null ? "" : intent, bought, totals)));
  }
}
