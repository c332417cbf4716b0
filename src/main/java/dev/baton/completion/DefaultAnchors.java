package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Moves;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.StepResult;
import dev.baton.checkout.Steps;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.Totals;
import dev.baton.payment.Anchor;
import dev.baton.payment.Anchor.Kind;
import dev.baton.payment.Answer;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.Screening;
import dev.baton.reservation.Holds.Backing;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The anchors: fence, then the anchor's own conditions, then a worker. */
final class DefaultAnchors implements Anchors {
  /** How often a call that lost a race looks again before it says busy. */
  private static final int ROUNDS = 4;

  private final Workshop shop;
  private final Conditions conditions;
  private final Steps steps;
  private final Screening screening;
  private final InstantSource clock;

  DefaultAnchors(Workshop shop, Steps steps, Screening screening, InstantSource clock) {
    this.shop = shop;
    this.steps = steps;
    this.screening = screening;
    this.clock = clock;
    this.conditions = new Conditions(shop, steps.limits(), clock);
  }

  @Override
  public AnchorResult reserve(
      VerifiedToken token, Storefront storefront, @Nullable Long expectedTotal, String body) {
    return anchored(
        Anchor.called(Kind.RESERVE, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.stepRefused(call.state(), storefront, Moves.RESERVE);
          if (refusal == null && expectedTotal != null) {
            refusal = conditions.otherTotal(call.state(), call.state(), storefront, expectedTotal);
          }
          return refusal == null ? fenced(call, this::reserve) : refused(refusal, null);
        });
  }

  private @Nullable AnchorResult reserve(Call call, Worker worker) {
    CheckoutRecord record = worker.stored();
    Instant now = call.found().now();
    Instant until = record.heldUntil();
    boolean running = until != null && until.isAfter(now);
    int renewals = running ? record.renewals() + 1 : 0;
    boolean paid = record.paymentStands();
    Duration left = until != null && running ? Duration.between(now, until) : Duration.ZERO;
    boolean usedUp = running && renewals > shop.config().renewals();
    Contents contents = call.state().contents();
    if (usedUp && !paid && shop.stock().lines(contents).equals(record.heldLines())) {
      return worker.write(record) ? refused(renewedOften(until), null) : null;
    }
    Duration most = usedUp || (running && paid) ? left : shop.config().hold();
    Answer answer =
        paid
            ? shop.stock()
                .take(
                    contents,
                    call.storefront(),
                    record.held(),
                    record.held(),
                    most,
                    Backing.STANDING)
            : shop.stock().reserve(contents, call.storefront(), record.held(), left, most);
    return switch (answer) {
      case Answer.NowHeld held ->
          worker.write(
                  record
                      .passed(call.anchor())
                      .holding(held.held(), held.until(), held.lines(), renewals))
              ? done(worker, call)
              : null;
      case Answer.TooFew(Refusal refusal) -> worker.write(record) ? refused(refusal, null) : null;
      default -> throw new IllegalStateException("holds are taken or refused");
    };
  }

  private Refusal renewedOften(@Nullable Instant until) {
    return new Refusal(
        ProblemType.RENEWAL_LIMIT,
        null,
        "A reservation is extended at most " + shop.config().renewals() + " times.",
        until == null
            ? Map.of()
            : Map.<String, Object>of(
                "heldUntil", until.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  @Override
  public AnchorResult release(VerifiedToken token, Storefront storefront, String body) {
    return anchored(
        Anchor.called(Kind.RELEASE, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.stepRefused(call.state(), storefront, Moves.RELEASE);
          return refusal == null ? fenced(call, this::release) : refused(refusal, null);
        });
  }

  private @Nullable AnchorResult release(Call call, Worker worker) {
    CheckoutRecord record = worker.stored();
    if (record.paymentStands()) {
      Refusal refusal =
          Refusal.of(ProblemType.STEP_NOT_OPEN, "It is held for a payment; cancel gives both back.")
              .mendedBy(List.of(Moves.CANCEL));
      return worker.write(record) ? refused(refusal, null) : null;
    }
    shop.stock().release(record.checkout(), record.held(), List.of());
    return worker.write(record.passed(call.anchor()).holding(List.of(), null, null, 0))
        ? done(worker, call)
        : null;
  }

  @Override
  public AnchorResult pay(
      VerifiedToken token, Storefront storefront, PayCommand command, String body) {
    return anchored(
        Anchor.called(Kind.PAY, token.jti(), body),
        token,
        storefront,
        call -> {
          Attempt begun = call.record().attempt();
          String id = Attempt.id(call.record().checkout(), token.jti(), body);
          if (begun != null && begun.pending() && begun.id().equals(id)) {
            Contents fixed = shop.fixed(call.record().checkout(), begun);
            if (fixed != null) {
              return pay(call, command, fixed, begun);
            }
          }
          return enterPayment(call, command, id);
        });
  }

  private @Nullable AnchorResult enterPayment(Call call, PayCommand command, String id) {
    Storefront storefront = call.storefront();
    Attempt begun = call.record().attempt();
    int made = call.record().attempts() + (begun != null && begun.pending() ? 1 : 0);
    if (made >= shop.config().attempts()) {
      return refused(
          Refusal.of(ProblemType.TOO_MANY_ATTEMPTS, "This checkout can't be paid any more."), null);
    }
    Checkout quoted;
    switch (steps.requote(
        call.state(), storefront, true, false, shop.codec().inputDigest(call.state()))) {
      case StepResult.Accepted accepted -> quoted = accepted.checkout();
      case StepResult.Refused refused -> {
        return refused(refused.refusal(), null);
      }
    }
    Refusal refusal = conditions.stepRefused(quoted, storefront, Moves.PAY);
    if (refusal == null) {
      refusal = conditions.otherTotal(call.state(), quoted, storefront, command.expectedTotal());
    }
    Totals totals = Totals.of(quoted, storefront);
    if (refusal == null
        && screening.screen(quoted.contents(), totals) == Screening.Verdict.REFUSE) {
      refusal =
          Refusal.of(ProblemType.PAYMENT_REFUSED, "This checkout can't be paid as it stands.");
    }
    return refusal == null
        ? pay(call, command, quoted.contents(), attempt(call, command, quoted, totals, id))
        : refused(refusal, null);
  }

  /** Fixes what is bought. */
  private Attempt attempt(
      Call call, PayCommand command, Checkout quoted, Totals totals, String id) {
    long epoch = call.record().epoch() + 1;
    Contents contents =
        quoted
            .contents()
            .withRevision(quoted.contents().revision() + 1)
            .withEpoch(epoch)
            .endingAt(clock.instant().plus(shop.config().paymentEntered()));
    String fixed = conditions.fixed(quoted, call.storefront());
    Payment payment = new Payment(Payment.Status.PROCESSING, id, fixed, totals.due(), null);
    // Too large already, or without room for the order, it is refused here: nothing was done yet.
    IssuedToken token =
        shop.codec().seal(new Checkout.Open(contents, Reservation.NONE, payment), call.token());
    return new Attempt(
        id,
        null,
        totals.due(),
        contents.currency(),
        fixed,
        null,
        null,
        epoch,
        call.token().jti(),
        command.autoComplete(),
        false,
        shop.codec().sealForRecord(token),
        call.found().now());
  }

  private @Nullable AnchorResult pay(
      Call call, PayCommand command, Contents contents, Attempt attempt) {
    Worker worker = worker(call, contents, command);
    Instant endsBy = clock.instant().plus(shop.config().paymentEntered());
    Outcome outcome = worker.run(new Goal.Pay(attempt, call.anchor(), endsBy), call.sure());
    return switch (outcome) {
      case Outcome.Paid(PaymentIntent intent) ->
          new AnchorResult.Done(token(worker, call), intent.nextAction());
      case Outcome.AttemptUsedUp() ->
          refused(
              Refusal.of(
                      ProblemType.PAYMENT_REFUSED, "That payment was undone; pay with this token.")
                  .mendedBy(List.of(Moves.PAY)),
              renewed(worker, call));
      default -> other(outcome, worker, call);
    };
  }

  @Override
  public AnchorResult complete(
      VerifiedToken token, Storefront storefront, long expectedTotal, String body) {
    return anchored(
        Anchor.called(Kind.COMPLETE, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.completeRefused(call.state(), storefront);
          if (refusal == null) {
            refusal = conditions.otherTotal(call.state(), call.state(), storefront, expectedTotal);
          }
          Worker worker = worker(call, call.state().contents(), null);
          if (refusal != null) {
            return unlessOrdered(refusal, worker, call);
          }
          Outcome outcome = worker.run(new Goal.Complete(call.anchor()), call.sure());
          return other(outcome, worker, call);
        });
  }

  /**
   * Refuses what isn't paid, as far as the record knows. One that was lost, or began anew since,
   * doesn't know of an order, and any genuine token gets it: the backend is asked first.
   */
  private @Nullable AnchorResult unlessOrdered(Refusal refusal, Worker worker, Call call) {
    if (call.sure() && call.record().attempts() > 0) {
      return refused(refusal, null);
    }
    Outcome outcome = worker.run(new Goal.Recover(), false);
    return outcome instanceof Outcome.AtRest
        ? refused(refusal, null)
        : other(outcome, worker, call);
  }

  @Override
  public AnchorResult cancel(VerifiedToken token, Storefront storefront, String body) {
    return anchored(
        Anchor.called(Kind.CANCEL, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.stepRefused(call.state(), storefront, Moves.CANCEL);
          if (refusal != null) {
            return refused(refusal, null);
          }
          Worker worker = worker(call, call.state().contents(), null);
          boolean sure = call.sure() && call.found().record() != null;
          return other(worker.run(new Goal.Cancel(call.anchor()), sure), worker, call);
        });
  }

  @Override
  public IssuedToken fold(VerifiedToken token) {
    String checkout = token.checkout().contents().id();
    try {
      Records.Found found = shop.records().load(checkout);
      CheckoutRecord record = found.record();
      if (record != null) {
        IssuedToken newest = shop.newest(record);
        if (newest != null && record.ended()) {
          return newest;
        }
        switch (fence(found, token)) {
          case Fence.Older older when newest != null -> {
            return newest;
          }
          case Fence.Level level when !record.anchors().isEmpty() -> {
            Checkout state = Projection.of(record, token.checkout().contents());
            return shop.codec().sealAnchored(state, token);
          }
          default -> {
            // A fork, or a record that is behind, says nothing of this token.
          }
        }
      }
    } catch (RedisUnavailableException e) {
      // Refresh goes without it.
    }
    return shop.codec().sealAnchored(token.checkout(), token);
  }

  // --- what all anchors share ---

  private AnchorResult anchored(
      Anchor anchor,
      VerifiedToken token,
      Storefront storefront,
      Function<Call, @Nullable AnchorResult> step) {
    String checkout = token.checkout().contents().id();
    for (int round = 0; round < ROUNDS; round++) {
      Records.Found found = shop.records().load(checkout);
      CheckoutRecord record = found.record();
      if (record != null) {
        AnchorResult known = conditions.known(anchor, found, record, token);
        if (known != null) {
          return known;
        }
        if (record.underWay()) {
          AnchorResult waiting = recover(anchor, found, record, storefront, token);
          if (waiting != null) {
            return waiting;
          }
          continue;
        }
      }
      Call call = call(anchor, found, token, storefront);
      AnchorResult result = call == null ? conditions.diverged(found, token) : step.apply(call);
      if (result != null) {
        return result;
      }
    }
    return conditions.busy();
  }

  /** Goes on where another worker has stopped; null when that came to an end. */
  private @Nullable AnchorResult recover(
      Anchor anchor,
      Records.Found found,
      CheckoutRecord record,
      Storefront storefront,
      VerifiedToken token) {
    Worker worker =
        new Worker(shop, storefront, found, record, token.checkout().contents(), token, null);
    return switch (worker.run(new Goal.Recover(), true)) {
      case Outcome.Later later -> conditions.waiting(anchor, worker.stored(), token);
      case Outcome.StoreDown down -> throw unavailable(worker);
      default -> null;
    };
  }

  private Fence fence(Records.Found found, VerifiedToken token) {
    return Fence.of(found.record(), token, found.now(), shop.config().checkoutLife());
  }

  /** Null for a fork, and for an older token that shows something else than the newest one. */
  private @Nullable Call call(
      Anchor anchor, Records.Found found, VerifiedToken token, Storefront storefront) {
    Contents contents = token.checkout().contents();
    return switch (fence(found, token)) {
      case Fence.Level(CheckoutRecord record) ->
          new Call(
              found,
              record,
              true,
              token,
              found.record() == null ? token.checkout() : Projection.of(record, contents),
              storefront,
              anchor);
      case Fence.Rebuilt(CheckoutRecord record) ->
          new Call(found, record, false, token, token.checkout(), storefront, anchor);
      case Fence.Older(CheckoutRecord record) -> {
        IssuedToken newest = shop.newest(record);
        Checkout state =
            newest == null ? null : Projection.of(record, newest.token().checkout().contents());
        yield state != null && conditions.sameToBuy(state, token.checkout(), storefront)
            ? new Call(found, record, true, token, state, storefront, anchor)
            : null;
      }
      case Fence.Diverged diverged -> null;
    };
  }

  private Worker worker(Call call, Contents given, @Nullable PayCommand command) {
    return new Worker(
        shop, call.storefront(), call.found(), call.record(), given, call.token(), command);
  }

  /**
   * Keeps others away before a hold is touched, so that who lost the race takes nothing from who
   * won it; asks the order backend first where the record can't be relied on. A token that never
   * was at an anchor has none as a rule, so it isn't asked for that: if the checkout ended and its
   * record was lost, such a token gets holds for a while, which nothing can come of.
   */
  private @Nullable AnchorResult fenced(
      Call call, BiFunction<Call, Worker, @Nullable AnchorResult> step) {
    Worker worker = worker(call, call.state().contents(), null);
    if (!call.sure()) {
      Outcome outcome = worker.run(new Goal.Recover(), false);
      if (!(outcome instanceof Outcome.AtRest)) {
        return other(outcome, worker, call);
      }
    }
    if (!worker.lease()) {
      return null;
    }
    try {
      return step.apply(call, worker);
    } catch (RuntimeException e) {
      worker.letGo();
      throw e;
    }
  }

  private @Nullable AnchorResult other(Outcome outcome, Worker worker, Call call) {
    boolean completes = call.anchor().kind() == Kind.COMPLETE;
    boolean cancels = call.anchor().kind() == Kind.CANCEL;
    return switch (outcome) {
      case Outcome.Completed() -> completes ? done(worker, call) : ended(worker, call);
      case Outcome.Cancelled() -> cancels ? done(worker, call) : ended(worker, call);
      case Outcome.Declined(Refusal refusal) -> refused(refusal, token(worker, call));
      case Outcome.Reopened(Refusal refusal) -> refused(refusal, token(worker, call));
      case Outcome.Unchanged(Refusal refusal) -> refused(refusal, null);
      case Outcome.NotAuthorized(PaymentIntent intent)
          when intent.status() == PaymentIntent.Status.PROCESSING ->
          new AnchorResult.InProgress(token(worker, call), shop.config().retryAfter());
      case Outcome.NotAuthorized waiting ->
          refused(
              Refusal.of(
                  ProblemType.PAYMENT_REQUIRED,
                  "The payment waits for the shopper, who has to finish the authentication."
                      + " Repeating the call to pay returns its nextAction again."),
              token(worker, call));
      case Outcome.Later later -> {
        if (worker.stored().underWay()) {
          yield conditions.waiting(call.anchor(), worker.stored(), call.token());
        }
        if (worker.fault() != null) {
          throw unavailable(worker);
        }
        yield conditions.busy();
      }
      case Outcome.StoreDown() -> throw unavailable(worker);
      case Outcome.Lost() -> null;
      case Outcome.AtRest() -> null;
      case Outcome.Paid paid -> done(worker, call);
      case Outcome.AttemptUsedUp usedUp -> conditions.busy();
    };
  }

  private static RuntimeException unavailable(Worker worker) {
    RuntimeException fault = worker.fault();
    return fault == null ? new IllegalStateException("nothing was down") : fault;
  }

  private AnchorResult ended(Worker worker, Call call) {
    return refused(Conditions.ended(worker.stored()), token(worker, call));
  }

  private AnchorResult done(Worker worker, Call call) {
    return new AnchorResult.Done(token(worker, call), null);
  }

  private IssuedToken token(Worker worker, Call call) {
    IssuedToken newest = worker.newest();
    return newest == null ? renewed(worker, call) : newest;
  }

  private IssuedToken renewed(Worker worker, Call call) {
    return shop.codec()
        .sealAnchored(Projection.of(worker.stored(), call.state().contents()), call.token());
  }

  private static AnchorResult refused(Refusal refusal, @Nullable IssuedToken token) {
    return new AnchorResult.Refused(refusal, token, null);
  }
}
