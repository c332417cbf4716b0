package dev.baton.payment;

import dev.baton.payment.Effect.Term;
import org.jspecify.annotations.Nullable;

/** Payments that must not be, and units that no payment needs. */
final class Undoing {
  private Undoing() {}

  /** Undoes replaced attempts: first revoked, then voided. */
  static @Nullable Effect undoDead(Task task) {
    for (Attempt dead : task.record().dead()) {
      if (!task.known().skipped().contains(dead.id())) {
        return dead.barred() ? undo(task, dead) : new Effect.Revoke(dead.id());
      }
    }
    return null;
  }

  /** What still has to be done to a payment that must not be; null when it is at rest. */
  static @Nullable Effect undo(Task task, Attempt attempt) {
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

  /** Without a payment the units are kept for a while only. */
  static Effect relaxOrRelease(Task task) {
    return task.record().held().isEmpty()
        ? new Effect.ReleaseHolds(task.known().figures())
        : new Effect.Hold(Term.RELAX);
  }

  static Attempt atRest(Task task, Attempt current) {
    PaymentIntent intent = task.intent(current);
    return intent == null ? current.missing() : current.seen(intent);
  }
}
