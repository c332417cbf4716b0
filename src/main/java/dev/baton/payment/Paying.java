package dev.baton.payment;

import static dev.baton.payment.Completion.decide;
import static dev.baton.payment.Completion.lease;
import static dev.baton.payment.Undoing.relaxOrRelease;
import static dev.baton.payment.Undoing.undoDead;

import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Refusal;
import dev.baton.payment.Effect.Term;
import org.jspecify.annotations.Nullable;

/** While open: a payment is begun, in the place of any earlier one. */
final class Paying {
  private Paying() {}

  static Task of(Task task, Goal.Pay pay) {
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
    return paid(ending, current, intent, pay.anchor(), task.record().epoch() + 1);
  }

  /** Passes the anchor of a payment, up to this epoch. */
  static Task paid(Task task, Attempt current, PaymentIntent intent, Anchor anchor, long epoch) {
    boolean stands = intent.live();
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
            .epoch(epoch)
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
    RecordEditor edit = record.edit();
    Attempt current = record.attempt();
    if (current != null) {
      edit.bury(current);
    }
    return edit.attempt(fresh).attempts(record.attempts() + unanswered(current)).done();
  }
}
