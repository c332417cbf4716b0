package dev.baton.payment;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Refusal;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.Effect.Term;
import dev.baton.payment.PaymentIntent.Status;
import org.jspecify.annotations.Nullable;

/**
 * Decides the next effect of a worker from the record and what the worker has learnt, without I/O.
 *
 * <p>The order backend's register is the only decision, and money only follows it; every rule below
 * stands against a run that ends in a double charge, a charge without an order, an order without
 * money, or a checkout that is stuck.
 */
public final class Completion {
  private Completion() {}

  /**
   * A worker's first effect.
   *
   * @param found whether {@code record} was in Redis; if not, the order backend is asked first
   */
  public static Task begin(Goal goal, CheckoutRecord record, boolean found) {
    boolean firstAttempt = goal instanceof Goal.Pay && record.attempts() == 0;
    Task task =
        new Task(
            goal,
            record,
            record,
            false,
            Task.Known.nothing(found && !firstAttempt),
            new Effect.Finished(new Outcome.AtRest()),
            0,
            null);
    return next(task);
  }

  /** The effect after the answer to the one before. */
  public static Task after(Task task, Answer answer) {
    return next(Learning.from(task, answer));
  }

  static Task next(Task task) {
    if (task.decided() != null) {
      return wrapUp(task, task.decided());
    }
    if (!task.known().sure()) {
      return task.then(new Effect.LookUp());
    }
    return switch (task.record().phase()) {
      case OPEN -> open(task);
      case COMPLETING -> task.mine() ? completing(task) : lease(task, task.record());
      case CANCELLING -> task.mine() ? cancelling(task) : lease(task, task.record());
      case COMPLETED, CANCELLED -> ended(task);
    };
  }

  /** Nothing is told before it is written. */
  private static Task wrapUp(Task task, Outcome outcome) {
    boolean told = outcome instanceof Outcome.Lost || outcome instanceof Outcome.StoreDown;
    if (!told && holdsForNothing(task)) {
      return task.then(relaxOrRelease(task));
    }
    if (!told && (task.mine() || !task.record().equals(task.stored()))) {
      return task.then(new Effect.Save(task.record(), false));
    }
    return task.then(new Effect.Finished(outcome));
  }

  /** Units taken for a payment that came to nothing would be kept as long as the record. */
  private static boolean holdsForNothing(Task task) {
    CheckoutRecord record = task.record();
    Attempt before = task.stored().attempt();
    boolean dropped = before != null && before.pending() && record.attempt() == null;
    return task.mine()
        && record.phase() == Phase.OPEN
        && !record.paymentStands()
        && !task.known().released()
        && (task.known().held() || dropped);
  }

  private static Task lease(Task task, CheckoutRecord record) {
    return task.then(new Effect.Save(record, true));
  }

  private static Task decide(Task task, Outcome outcome) {
    return next(task.decide(outcome));
  }

  // --- open ---

  private static Task open(Task task) {
    return switch (task.goal()) {
      case Goal.Pay pay -> paying(task, pay);
      case Goal.Complete(Anchor anchor) -> beforeCompleting(task, anchor);
      case Goal.Cancel(Anchor anchor) ->
          lease(task, task.record().passed(anchor).edit().phase(Phase.CANCELLING).done());
      case Goal.Recover(Goal.Watch watch) -> recovering(task, watch);
    };
  }

  private static Task paying(Task task, Goal.Pay pay) {
    Attempt fresh = pay.attempt();
    if (!task.mine()) {
      return lease(task, task.record());
    }
    if (usedUp(task.record(), fresh)) {
      return decide(task, new Outcome.AttemptUsedUp());
    }
    if (!task.known().held()) {
      return task.then(new Effect.Hold(Term.HOLD));
    }
    Effect revoking = revokeBeforeReplacing(task, fresh);
    if (revoking != null) {
      return task.then(revoking);
    }
    Attempt current = task.record().attempt();
    if (current == null || !current.id().equals(fresh.id())) {
      return lease(task.with(task.known().nowBegun()), replacing(task.record(), fresh));
    }
    if (!task.known().skipped().contains(fresh.id()) && task.seen(current) == null) {
      return task.then(
          current.pending() ? new Effect.Create(current) : new Effect.FetchIntent(current));
    }
    return payingWith(task, current, pay);
  }

  /**
   * What is barred, or was replaced, never becomes an order: another token makes another attempt.
   */
  private static boolean usedUp(CheckoutRecord record, Attempt fresh) {
    Attempt current = record.attempt();
    return (current != null && current.barred() && current.id().equals(fresh.id()))
        || record.dead().stream().anyMatch(dead -> dead.id().equals(fresh.id()));
  }

  private static Task payingWith(Task task, Attempt current, Goal.Pay pay) {
    Task.Seen seen = task.seen(current);
    if (seen == null) {
      return task.then(new Effect.FetchIntent(current));
    }
    PaymentIntent intent = seen.intent();
    if (intent == null) {
      // Whether it will still be created isn't known: the same call again finds out.
      return decide(task, new Outcome.Later(ProviderException.Kind.UNKNOWN));
    }
    if (!current.matches(intent)) {
      return current.barred()
          ? decide(task, new Outcome.AttemptUsedUp())
          : task.then(new Effect.Revoke(current.id()));
    }
    Effect undoing = undoDead(task);
    if (undoing != null) {
      return task.then(undoing);
    }
    Task ending = task.with(task.record().endingAt(pay.endsBy()));
    return paid(ending, current, intent, pay.anchor());
  }

  private static Task paid(Task task, Attempt current, PaymentIntent intent, Anchor anchor) {
    boolean stands =
        switch (intent.status()) {
          case REQUIRES_ACTION, PROCESSING, AUTHORIZED, CAPTURED -> true;
          case FAILED, CANCELLED, REFUNDED -> false;
        };
    if (!stands && !task.known().released()) {
      return task.then(relaxOrRelease(task));
    }
    if (stands && !task.known().committed()) {
      // Only now: a payment that fails, or whose worker dies, would keep them as long.
      return task.then(new Effect.Hold(Term.COMMIT));
    }
    CheckoutRecord passed =
        task.record()
            .passed(anchor)
            .edit()
            .attempt(current.seen(intent))
            .attempts(task.record().attempts() + unanswered(current))
            .done();
    if (stands) {
      return decide(task.with(passed), new Outcome.Paid(intent));
    }
    Refusal declined = Verdicts.declined(intent);
    return decide(
        task.with(passed.edit().lastAnchorRefused(declined).done()),
        new Outcome.Declined(declined));
  }

  /** An attempt is revoked at the backend before it is replaced. */
  private static @Nullable Effect revokeBeforeReplacing(Task task, Attempt fresh) {
    Attempt current = task.record().attempt();
    if (current != null && !current.id().equals(fresh.id()) && !current.barred()) {
      return new Effect.Revoke(current.id());
    }
    for (Attempt dead : task.record().dead()) {
      if (!dead.barred()) {
        return new Effect.Revoke(dead.id());
      }
    }
    return null;
  }

  /** An attempt counts once, when its intent is known or might have been made. */
  private static int unanswered(@Nullable Attempt attempt) {
    return attempt != null && attempt.pending() ? 1 : 0;
  }

  private static CheckoutRecord replacing(CheckoutRecord record, Attempt fresh) {
    CheckoutRecord.Editor edit = record.edit();
    Attempt current = record.attempt();
    if (current != null) {
      edit.bury(current);
    }
    return edit.attempt(fresh).attempts(record.attempts() + unanswered(current)).done();
  }

  private static Task beforeCompleting(Task task, Anchor anchor) {
    Attempt current = task.record().attempt();
    // As stored: that it is dead by now has to be learnt by the backend too, see refusing.
    if (current == null || !task.stored().paymentStands()) {
      return decide(task, new Outcome.Unchanged(Verdicts.PAYMENT_REQUIRED));
    }
    if (task.seen(current) == null) {
      return task.then(new Effect.FetchIntent(current));
    }
    PaymentIntent intent = task.intent(current);
    if (intent != null && notYet(intent)) {
      return decide(
          task.with(task.record().edit().attempt(current.seen(intent)).done()),
          new Outcome.NotAuthorized(intent));
    }
    return lease(task, task.record().passed(anchor).edit().phase(Phase.COMPLETING).done());
  }

  private static Task recovering(Task task, Goal.@Nullable Watch watch) {
    Attempt current = task.record().attempt();
    boolean watched =
        current != null
            && ((task.stored().paymentStands() && (current.autoComplete() || watch != null))
                || task.stored().paymentToUndo());
    boolean pending = current != null && current.pending();
    if (task.record().dead().isEmpty() && !watched && !pending) {
      return decide(task, new Outcome.AtRest());
    }
    if (!task.mine()) {
      return lease(task, task.record());
    }
    Effect undoing = undoDead(task);
    if (undoing != null) {
      return task.then(undoing);
    }
    if (current == null || (!watched && !pending)) {
      return decide(task, new Outcome.AtRest());
    }
    if (task.seen(current) == null) {
      return task.then(new Effect.FetchIntent(current));
    }
    return pending
        ? recoveringPending(task, current, task.intent(current))
        : watching(task, current, watch);
  }

  /** A payment that stands: complete it, give it up, or leave it for another time. */
  private static Task watching(Task task, Attempt current, Goal.@Nullable Watch watch) {
    PaymentIntent intent = task.intent(current);
    CheckoutRecord.Editor completing = task.record().edit().phase(Phase.COMPLETING);
    if (intent == null || !live(intent) || current.barred()) {
      // That it is dead has to be learnt by the backend, too.
      return lease(task, completing.done());
    }
    if (authorized(intent) && current.autoComplete()) {
      return lease(task, completing.done());
    }
    boolean givenUp =
        watch != null
            && (authorized(intent)
                ? watch.over(task.record())
                : watch.tooLong(task.record(), current));
    if (givenUp) {
      // Kept in the record, so that whoever comes next gives it up too.
      return lease(task, completing.verdict(Verdicts.ABANDONED).done());
    }
    CheckoutRecord seen = task.record().edit().attempt(current.seen(intent)).done();
    return decide(
        task.with(seen),
        authorized(intent) ? new Outcome.AtRest() : new Outcome.NotAuthorized(intent));
  }

  /** A payment whose caller went away while it was being created. */
  private static Task recoveringPending(
      Task task, Attempt current, @Nullable PaymentIntent intent) {
    if (intent != null && current.matches(intent) && !current.barred()) {
      Anchor lost = Anchor.called(Anchor.Kind.PAY, current.jti(), current.id());
      return paid(task, current, intent, lost);
    }
    if (!current.barred()) {
      return task.then(new Effect.Revoke(current.id()));
    }
    CheckoutRecord record = task.record();
    return next(
        task.with(
            record.edit().bury(current).attempt(null).attempts(record.attempts() + 1).done()));
  }

  // --- completing ---

  private static Task completing(Task task) {
    OrderFact order = task.record().order();
    if (order != null) {
      return placed(task, order);
    }
    if (task.record().verdict() != null) {
      return refusing(task, task.record().verdict());
    }
    Attempt current = task.attempt();
    if (task.seen(current) == null) {
      return task.then(new Effect.FetchIntent(current));
    }
    Refusal verdict = revalidate(current, task.intent(current));
    if (verdict != null) {
      return next(task.with(task.record().edit().verdict(verdict).done()));
    }
    if (task.record().held().isEmpty() && !task.known().held()) {
      // A missing hold never stops a completion: the claim decides.
      return task.then(new Effect.Hold(Term.COMMIT));
    }
    return task.then(new Effect.Place(current));
  }

  /** Only an intent that is authorised for exactly what was fixed makes an order. */
  private static @Nullable Refusal revalidate(Attempt attempt, @Nullable PaymentIntent intent) {
    if (intent == null || attempt.barred()) {
      return Verdicts.PAYMENT_REQUIRED;
    }
    if (!attempt.matches(intent)) {
      return Verdicts.PAYMENT_MISMATCH;
    }
    return switch (intent.status()) {
      case AUTHORIZED, CAPTURED -> null;
      case REQUIRES_ACTION, PROCESSING -> Verdicts.PAYMENT_REQUIRED;
      case FAILED, CANCELLED, REFUNDED -> Verdicts.declined(intent);
    };
  }

  /** Place first, capture after; an order is provisional until it is settled. */
  private static Task placed(Task task, OrderFact order) {
    if (order.settled()) {
      return finishing(task);
    }
    if (order.captured()) {
      return task.then(new Effect.Settle(order.attempt(), true));
    }
    Attempt current = task.attempt();
    Task.Seen seen = task.seen(current);
    if (seen == null) {
      return task.then(new Effect.FetchIntent(current));
    }
    PaymentIntent intent = seen.intent();
    if (intent == null) {
      // It can be neither captured nor voided: nothing is certain but the order.
      return decide(task, new Outcome.Later(null));
    }
    return switch (intent.status()) {
      case CAPTURED -> next(task.with(task.record().edit().order(order.taken()).done()));
      case AUTHORIZED ->
          task.known().captures() < 3
              ? task.then(new Effect.Capture(current))
              : decide(task, new Outcome.Later(null));
      case PROCESSING -> decide(task, new Outcome.Later(null));
      // Unpaid only after every part was voided or refunded.
      case REQUIRES_ACTION, FAILED ->
          task.known().voided().contains(current.id())
              ? task.then(new Effect.Settle(order.attempt(), false))
              : task.then(new Effect.GiveUp(current));
      case CANCELLED, REFUNDED -> task.then(new Effect.Settle(order.attempt(), false));
    };
  }

  private static Task finishing(Task task) {
    Effect undoing = undoDead(task);
    if (undoing != null) {
      return task.then(undoing);
    }
    if (!task.known().released()) {
      return task.then(new Effect.ReleaseHolds(task.known().figures()));
    }
    CheckoutRecord done =
        task.record()
            .edit()
            .phase(Phase.COMPLETED)
            .attempt(task.attempt().withStatus(Status.CAPTURED))
            .done();
    return decide(task.with(done), new Outcome.Completed());
  }

  /** Refused: revoke, void, release, reopen with the problem. */
  private static Task refusing(Task task, Refusal verdict) {
    Attempt current = task.attempt();
    if (!current.barred()) {
      return task.then(new Effect.Revoke(current.id()));
    }
    Effect undoing = undo(task, current);
    if (undoing != null) {
      return task.then(undoing);
    }
    boolean useless =
        !task.known().figures().isEmpty()
            || verdict.type() == ProblemType.OUT_OF_STOCK
            || Verdicts.abandoned(verdict);
    if (!task.known().released()) {
      return task.then(
          useless ? new Effect.ReleaseHolds(task.known().figures()) : relaxOrRelease(task));
    }
    CheckoutRecord open =
        task.record()
            .edit()
            .phase(Phase.OPEN)
            .verdict(null)
            .lastAnchorRefused(verdict)
            .attempt(atRest(task, current))
            .done();
    return decide(task.with(open), new Outcome.Reopened(verdict));
  }

  /** Without a payment the units are kept for a while only. */
  private static Effect relaxOrRelease(Task task) {
    return task.record().held().isEmpty()
        ? new Effect.ReleaseHolds(task.known().figures())
        : new Effect.Hold(Term.RELAX);
  }

  private static Attempt atRest(Task task, Attempt current) {
    PaymentIntent intent = task.intent(current);
    return intent == null ? current.missing() : current.seen(intent);
  }

  // --- cancelling ---

  /** Close the checkout at the backend for good, then void, then it is cancelled. */
  private static Task cancelling(Task task) {
    if (!task.known().closed()) {
      return task.then(new Effect.Close());
    }
    Attempt current = task.record().attempt();
    Effect undoing = current == null ? null : undo(task, current);
    if (undoing == null) {
      undoing = undoDead(task);
    }
    if (undoing != null) {
      return task.then(undoing);
    }
    if (!task.known().released()) {
      return task.then(new Effect.ReleaseHolds(task.known().figures()));
    }
    CheckoutRecord.Editor edit = task.record().edit().phase(Phase.CANCELLED).verdict(null);
    if (current != null) {
      edit.attempt(atRest(task, current).revoked());
    }
    return decide(task.with(edit.done()), new Outcome.Cancelled());
  }

  private static Task ended(Task task) {
    boolean completed = task.record().phase() == Phase.COMPLETED;
    if (!task.record().dead().isEmpty() && task.goal() instanceof Goal.Recover) {
      if (!task.mine()) {
        return lease(task, task.record());
      }
      Effect undoing = undoDead(task);
      if (undoing != null) {
        return task.then(undoing);
      }
    }
    return decide(task, completed ? new Outcome.Completed() : new Outcome.Cancelled());
  }

  // --- undoing payments ---

  /** Undoes replaced attempts: first revoked, then voided. */
  private static @Nullable Effect undoDead(Task task) {
    for (Attempt dead : task.record().dead()) {
      if (!task.known().skipped().contains(dead.id())) {
        return dead.barred() ? undo(task, dead) : new Effect.Revoke(dead.id());
      }
    }
    return null;
  }

  /** What still has to be done to a payment that must not be; null when it is at rest. */
  private static @Nullable Effect undo(Task task, Attempt attempt) {
    Task.Seen seen = task.seen(attempt);
    if (seen == null) {
      return new Effect.FetchIntent(attempt);
    }
    PaymentIntent intent = seen.intent();
    if (intent == null) {
      return null;
    }
    return switch (intent.status()) {
      case REQUIRES_ACTION, PROCESSING, AUTHORIZED -> new Effect.GiveUp(attempt.seen(intent));
      case CAPTURED -> new Effect.Refund(attempt.seen(intent));
      case FAILED, CANCELLED, REFUNDED -> null;
    };
  }

  private static boolean authorized(PaymentIntent intent) {
    return intent.status() == Status.AUTHORIZED || intent.status() == Status.CAPTURED;
  }

  private static boolean notYet(PaymentIntent intent) {
    return intent.status() == Status.REQUIRES_ACTION || intent.status() == Status.PROCESSING;
  }

  /** Whether a void has left it alive, and not even captured. */
  static boolean notCancellable(PaymentIntent intent) {
    return live(intent) && intent.status() != Status.CAPTURED;
  }

  static boolean live(PaymentIntent intent) {
    return switch (intent.status()) {
      case REQUIRES_ACTION, PROCESSING, AUTHORIZED, CAPTURED -> true;
      case FAILED, CANCELLED, REFUNDED -> false;
    };
  }
}
