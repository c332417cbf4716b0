package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Storefront;
import dev.baton.completion.Anchors.PayCommand;
import dev.baton.payment.Anchor;
import dev.baton.payment.Anchor.Kind;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all anchors share: the fence before their own step, and the answer after a worker. */
final class Fencing {
  /** How often a call that lost a race looks again before it says busy. */
  private static final int ROUNDS = 4;

  private final Workshop shop;
  private final Conditions conditions;

  Fencing(Workshop shop, Conditions conditions) {
    this.shop = shop;
    this.conditions = conditions;
  }

  /** Answers what is known already; else takes the step, until it has lost too many races. */
  AnchorResult anchored(
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

  Fence fence(Records.Found found, VerifiedToken token) {
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
      case Fence.Diverged(CheckoutRecord record) when anchor.kind() == Kind.COMPLETE -> {
        // What was paid for isn't lost because other tabs went on without Redis' knowing of it.
        CheckoutRecord taking = Fence.takingUp(record, token);
        yield taking == null
            ? null
            : new Call(found, taking, false, token, token.checkout(), storefront, anchor);
      }
      case Fence.Diverged diverged -> null;
    };
  }

  Worker worker(Call call, Contents given, @Nullable PayCommand command) {
    return new Worker(
        shop, call.storefront(), call.found(), call.record(), given, call.token(), command);
  }

  /**
   * Keeps others away before a hold is touched, so that who lost the race takes nothing from who
   * won it; asks the order backend first where the record can't be relied on. A token that never
   * was at an anchor has none as a rule, so it isn't asked for that: if the checkout ended and its
   * record was lost, such a token gets holds for a while, which nothing can come of.
   */
  @Nullable AnchorResult leased(Call call, BiFunction<Call, Worker, @Nullable AnchorResult> step) {
    Worker worker = worker(call, call.state().contents(), null);
    if (!call.sure()) {
      Outcome outcome = worker.run(new Goal.Recover(), false);
      if (!(outcome instanceof Outcome.AtRest)) {
        return answer(outcome, worker, call);
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

  /** What a worker has come to; null when it lost a race, and the call looks again. */
  @Nullable AnchorResult answer(Outcome outcome, Worker worker, Call call) {
    boolean completes = call.anchor().kind() == Kind.COMPLETE;
    boolean cancels = call.anchor().kind() == Kind.CANCEL;
    return switch (outcome) {
      case Outcome.Completed() -> completes ? done(worker, call) : ended(worker, call);
      case Outcome.Cancelled() -> cancels ? done(worker, call) : ended(worker, call);
      case Outcome.Declined(Refusal refusal) -> refused(refusal, token(worker, call));
      case Outcome.Reopened(Refusal refusal) -> refused(refusal, token(worker, call));
      case Outcome.Unchanged(Refusal refusal) -> refused(refusal);
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
      // A payment that was left half made; what is wanted of it comes next.
      case Outcome.Paid paid -> call.anchor().kind() == Kind.PAY ? done(worker, call) : null;
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

  AnchorResult done(Worker worker, Call call) {
    return new AnchorResult.Done(token(worker, call), null);
  }

  IssuedToken token(Worker worker, Call call) {
    IssuedToken newest = worker.newest();
    return newest == null ? renewed(worker, call) : newest;
  }

  IssuedToken renewed(Worker worker, Call call) {
    return shop.codec()
        .sealAnchored(Projection.of(worker.stored(), call.state().contents()), call.token());
  }

  /** Refused with nothing changed. */
  static AnchorResult refused(Refusal refusal) {
    return refused(refusal, null);
  }

  static AnchorResult refused(Refusal refusal, @Nullable IssuedToken token) {
    return new AnchorResult.Refused(refusal, token, null);
  }
}
