package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Receipt;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.Totals;
import dev.baton.checkout.UnavailableException;
import dev.baton.completion.Anchors.PayCommand;
import dev.baton.payment.Answer;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.Completion;
import dev.baton.payment.Effect;
import dev.baton.payment.Fact;
import dev.baton.payment.Goal;
import dev.baton.payment.Held;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import dev.baton.payment.Outcome;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.Task;
import dev.baton.reservation.Holds.Backing;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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
  private final long epochBefore;

  /** What the contents are when the record's own can't be had; null when nobody knows. */
  private final @Nullable Contents given;

  private final @Nullable VerifiedToken parent;
  private final @Nullable PayCommand command;

  private long version;
  private long leasedAt;
  private boolean leased;
  private CheckoutRecord stored;
  private @Nullable IssuedToken newest;
  private List<Held> touched = List.of();
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
    this.epochBefore = record.epoch();
    this.given = given;
    this.parent = parent;
    this.command = command;
    this.newest = shop.newest(record);
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
    return newest;
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
            case Effect.Hold(Effect.Term term) -> hold(task, term);
            case Effect.ReleaseHolds(var figures) -> {
              shop.stock().release(checkout, releasable(task), figures);
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
    IssuedToken next = answering(record);
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
    stored = answered;
    followUp.after(answered, lease, now);
    newest = next == null ? newest : next;
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
    Contents bought = fixed == null ? contents(record) : fixed;
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

  /** The token of what the record now says; null if the newest one says it already. */
  private @Nullable IssuedToken answering(CheckoutRecord record) {
    if (newest == null && record.phase() == Phase.OPEN && record.epoch() == epochBefore) {
      return null;
    }
    boolean reopens = stored.phase() == Phase.COMPLETING && record.phase() == Phase.OPEN;
    Contents contents = contents(record);
    if (contents == null) {
      return null;
    }
    Checkout state = Projection.of(record, reopens ? withQuotesExpired(contents) : contents);
    if (newest != null && Projection.same(state, newest.token().checkout())) {
      return null;
    }
    VerifiedToken from = newest == null ? parent : newest.token();
    int revision =
        Math.max(
            given == null ? 0 : given.revision(),
            from == null ? 0 : from.checkout().contents().revision());
    return shop.codec()
        .sealAnchored(Projection.revised(state, revision + 1), parent == null ? from : parent);
  }

  /** What the order backend refused came of these quotes: they have to be asked again. */
  private Contents withQuotesExpired(Contents contents) {
    Instant expired = now.truncatedTo(ChronoUnit.SECONDS);
    return contents.withReceipts(
        contents.receipts().stream()
            .map(receipt ->
                new Receipt(
                    receipt.port(),
                    receipt.provider(),
                    receipt.input(),
                    expired,
                    receipt.degraded()))
            .toList());
  }

  /**
   * What is bought: as fixed at payment, once completing; else as the call in hand gave it, if its
   * anchor was passed; else as the newest token has it.
   */
  private @Nullable Contents contents(CheckoutRecord record) {
    if (record.phase() == Phase.COMPLETING || record.phase() == Phase.COMPLETED) {
      Attempt attempt = record.attempt();
      Contents fixed = attempt == null ? null : shop.fixed(checkout, attempt);
      if (fixed != null) {
        return fixed;
      }
    }
    if (newest == null || (record.epoch() > epochBefore && given != null)) {
      return given;
    }
    return newest.token().checkout().contents();
  }

  private Answer hold(Task task, Effect.Term term) {
    CheckoutRecord record = task.record();
    Contents contents = contents(record);
    if (record.phase() == Phase.OPEN) {
      Attempt paid = term == Effect.Term.COMMIT ? record.attempt() : null;
      Contents fixed = paid == null ? null : shop.fixed(checkout, paid);
      contents = fixed == null ? given : fixed;
    }
    if (contents == null || storefront == null) {
      return new Answer.Fault(ProviderException.Kind.NOT_SENT);
    }
    Duration lasting =
        switch (term) {
          case COMMIT -> Duration.between(now, record.endsAt()).plus(shop.config().recordMargin());
          case HOLD -> entering(record);
          case RELAX -> shop.config().hold();
        };
    Backing backing =
        switch (term) {
          case COMMIT -> Backing.STANDING;
          case HOLD -> Backing.ENTERING;
          case RELAX -> Backing.NONE;
        };
    Answer answer =
        shop.stock().take(contents, storefront, task.record().held(), List.of(), lasting, backing);
    if (answer instanceof Answer.NowHeld held) {
      touched = held.held();
    }
    return answer;
  }

  /** For a while; what is held for a payment that stands isn't held for less because of another. */
  private Duration entering(CheckoutRecord record) {
    Duration lasting = shop.config().hold();
    Instant until = record.heldUntil();
    return record.paymentStands() && until != null && until.isAfter(now.plus(lasting))
        ? Duration.between(now, until)
        : lasting;
  }

  private List<Held> held(Task task) {
    List<Held> all = new ArrayList<>(touched);
    all.addAll(task.record().held());
    all.addAll(stored.held());
    return all;
  }

  /**
   * What is held, as far as is known. A worker that died after taking units has written nothing of
   * them: so that they aren't kept from others, a cancellation gives back every line's.
   */
  private List<Held> releasable(Task task) {
    List<Held> all = held(task);
    if (task.record().phase() == Phase.CANCELLING && given != null && storefront != null) {
      try {
        all.addAll(shop.stock().places(given, storefront));
      } catch (ProviderException e) {
        // It is down: they end by themselves.
        fault = e;
      }
    }
    return all;
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
    Contents fixed = contents(task.record());
    if (fixed == null || storefront == null) {
      // Not to be guessed: the keys may come back, or the storefront's settings.
      return new Answer.Fault(ProviderException.Kind.NOT_SENT);
    }
    Totals totals = Totals.of(new Checkout.Open(fixed, Reservation.NONE, Payment.NONE), storefront);
    if (totals.due() != attempt.amount()) {
      // What was fixed can't be read, or is reckoned otherwise by this release.
      return new Answer.PlaceAnswer(new OrderBackend.Placed.TotalChanged(totals.total()));
    }
    String intent = attempt.intent();
    return new Answer.PlaceAnswer(
        shop.orders()
            .place(
                new OrderRequest(
                    checkout, attempt.id(), intent == null ? "" : intent, fixed, totals)));
  }
}
