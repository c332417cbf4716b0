package dev.baton.payment;

import static dev.baton.payment.Completion.decide;
import static dev.baton.payment.Undoing.atRest;
import static dev.baton.payment.Undoing.undo;
import static dev.baton.payment.Undoing.undoDead;

import dev.baton.payment.CheckoutRecord.Phase;

/** Cancelling: the register is closed first, and the payment undone after. */
final class Cancelling {
  private Cancelling() {}

  /** Close the checkout at the backend for good, then void, then it is cancelled. */
  static Task of(Task task) {
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
    RecordEditor edit = task.record().edit().phase(Phase.CANCELLED).verdict(null);
    if (current != null) {
      edit.attempt(atRest(task, current).revoked());
    }
    return decide(task.with(edit.done()), new Outcome.Cancelled());
  }
}
