package dev.baton.payment;

import static dev.baton.payment.Undoing.relaxOrRelease;
import static dev.baton.payment.Undoing.undoDead;

import dev.baton.payment.CheckoutRecord.Phase;

/**
 * Decides the next effect of a worker from the record and what the worker has learnt, without I/O.
 *
 * <p>What comes next goes by the record's phase: {@link Paying} and {@link Recovering} while it is
 * open, {@link Completing}, {@link Cancelling}; and {@link Undoing} in each of them.
 *
 * <p>The order backend's register is the only decision, and money only follows it; every rule of
 * these stands against a run that ends in a double charge, a charge without an order, an order
 * without money, or a checkout that is stuck.
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
      case COMPLETING -> task.mine() ? Completing.of(task) : lease(task, task.record());
      case CANCELLING -> task.mine() ? Cancelling.of(task) : lease(task, task.record());
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

  static Task lease(Task task, CheckoutRecord record) {
    return task.then(new Effect.Save(record, true));
  }

  static Task decide(Task task, Outcome outcome) {
    return next(task.decide(outcome));
  }

  private static Task open(Task task) {
    return switch (task.goal()) {
      case Goal.Pay pay -> Paying.of(task, pay);
      case Goal.Complete(Anchor anchor) -> Completing.begin(task, anchor);
      case Goal.Cancel(Anchor anchor) ->
          lease(task, task.record().passed(anchor).edit().phase(Phase.CANCELLING).done());
      case Goal.Recover(Goal.Watch watch) -> Recovering.of(task, watch);
    };
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
}
