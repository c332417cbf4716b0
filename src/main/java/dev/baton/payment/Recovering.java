package dev.baton.payment;

import static dev.baton.payment.Completion.decide;
import static dev.baton.payment.Completion.lease;
import static dev.baton.payment.Completion.next;
import static dev.baton.payment.Undoing.undoDead;

import dev.baton.payment.CheckoutRecord.Phase;
import org.jspecify.annotations.Nullable;

/** While open: what others left is brought to rest, and a payment that stands is watched. */
final class Recovering {
  private Recovering() {}

  static Task of(Task task, Goal.@Nullable Watch watch) {
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
    RecordEditor completing = task.record().edit().phase(Phase.COMPLETING);
    if (intent == null || !intent.live() || current.barred()) {
      // That it is dead has to be learnt by the backend, too.
      return lease(task, completing.done());
    }
    if (intent.authorized() && current.autoComplete()) {
      return lease(task, completing.done());
    }
    boolean givenUp =
        watch != null
            && (intent.authorized()
                ? watch.over(task.record())
                : watch.tooLong(task.record(), current));
    if (givenUp) {
      // Kept in the record, so that whoever comes next gives it up too.
      return lease(task, completing.verdict(Verdicts.ABANDONED).done());
    }
    CheckoutRecord seen = task.record().edit().attempt(current.seen(intent)).done();
    return decide(
        task.with(seen),
        intent.authorized() ? new Outcome.AtRest() : new Outcome.NotAuthorized(intent));
  }

  /** A payment whose caller went away while it was being created. */
  private static Task recoveringPending(
      Task task, Attempt current, @Nullable PaymentIntent intent) {
    if (intent != null && current.matches(intent) && !current.barred()) {
      Anchor lost = Anchor.called(Anchor.Kind.PAY, current.jti(), current.id());
      // Tokens of a lost record name its epoch: others may have got this record as far meanwhile.
      long epoch = Math.max(task.record().epoch(), current.epoch());
      return Paying.paid(task, current, intent, lost, epoch);
    }
    if (!current.barred()) {
      return task.then(new Effect.Revoke(current.id()));
    }
    CheckoutRecord record = task.record();
    return next(
        task.with(
            record.edit().bury(current).attempt(null).attempts(record.attempts() + 1).done()));
  }
}
