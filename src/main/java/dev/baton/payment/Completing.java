package dev.baton.payment;

import static dev.baton.payment.Completion.decide;
import static dev.baton.payment.Completion.lease;
import static dev.baton.payment.Completion.next;
import static dev.baton.payment.Undoing.atRest;
import static dev.baton.payment.Undoing.relaxOrRelease;
import static dev.baton.payment.Undoing.undo;
import static dev.baton.payment.Undoing.undoDead;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.Effect.Term;
import dev.baton.payment.PaymentIntent.Status;
import org.jspecify.annotations.Nullable;

/** Completing: revalidate, place, capture, settle; or refuse, undo and reopen. */
final class Completing {
  private Completing() {}

  static Task begin(Task task, Anchor anchor) {
    Attempt current = task.record().attempt();
    // As stored: that it is dead by now has to be learnt by the backend too, see refusing.
    if (current == null || !task.stored().paymentStands()) {
      return decide(task, new Outcome.Unchanged(Verdicts.PAYMENT_REQUIRED));
    }
    if (task.seen(current) == null) {
      return task.then(new Effect.FetchIntent(current));
    }
    PaymentIntent intent = task.intent(current);
    if (intent != null && intent.unfinished()) {
      return decide(
          task.with(task.record().edit().attempt(current.seen(intent)).done()),
          new Outcome.NotAuthorized(intent));
    }
    return lease(task, task.record().passed(anchor).edit().phase(Phase.COMPLETING).done());
  }

  static Task of(Task task) {
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
}
