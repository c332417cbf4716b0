package dev.baton.payment;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tab, or another worker: what it still asks for, its token, and what it makes of outcomes. */
final class Client {
  /** What a client asks for, in order. */
  enum Ask {
    RESERVE,
    PAY,
    COMPLETE,
    CANCEL,
    /** Not a client but a worker of its own. */
    RECOVER,
    /** Not a client but the provider's event of some payment. */
    EVENT
  }

  final String name;
  List<Ask> asks;
  int retries;
  long epoch;
  int jti;
  @Nullable Attempt attempt;
  @Nullable Task task;
  int seenVersion;
  boolean gone;

  /** Whether it doesn't give up before it has bought. */
  boolean persistent;

  Client(String name, int retries, Ask... asks) {
    this.name = name;
    this.retries = retries;
    this.asks = List.of(asks);
  }

  Client copy() {
    Client copy = new Client(name, retries);
    copy.asks = asks;
    copy.epoch = epoch;
    copy.jti = jti;
    copy.attempt = attempt;
    copy.task = task;
    copy.seenVersion = seenVersion;
    copy.gone = gone;
    copy.persistent = persistent;
    return copy;
  }

  List<Object> key() {
    return List.of(
        asks, retries, epoch, jti, Optional.ofNullable(attempt), Optional.ofNullable(task), gone);
  }

  /** What its token says from now on. */
  void carries(long newEpoch, @Nullable Attempt paid) {
    epoch = newEpoch;
    attempt = paid;
  }

  void crash() {
    task = null;
    failed();
  }

  void failed() {
    if (retries-- <= 0) {
      gone = true;
    }
  }

  /** A refusal that it is merely older comes with the newest token. */
  void refresh(CheckoutRecord record) {
    carries(record);
    jti++;
  }

  /** From now on it has the newest token. */
  void carries(CheckoutRecord record) {
    carries(record.epoch(), record.paymentStands() ? record.attempt() : null);
  }

  void finished(World world, Task task, Outcome outcome) {
    if (worker()) {
      failed();
      return;
    }
    switch (outcome) {
      case Outcome.Completed() -> {
        told(world, true);
        gone = true;
      }
      case Outcome.Cancelled() -> {
        told(world, false);
        gone = true;
      }
      case Outcome.Paid paid -> paid(task.record());
      case Outcome.Declined declined -> {
        world.toldDead.add(dead(task));
        retryWith(world, task.record());
      }
      case Outcome.Reopened reopened -> {
        world.toldDead.add(dead(task));
        if (task.goal() instanceof Goal.Recover) {
          return; // It was another's call that it has finished; its own comes next.
        }
        toldUnpaid(world);
        retryWith(world, task.record());
      }
      case Outcome.AttemptUsedUp used -> retryWith(world, task.record());
      case Outcome.Unchanged unchanged -> refused(world, task.record());
      case Outcome.NotAuthorized waiting -> failed();
      case Outcome.Later later -> failed();
      case Outcome.Lost lost -> failed();
      case Outcome.StoreDown down -> failed();
      case Outcome.AtRest rest -> {}
    }
  }

  private boolean worker() {
    return !asks.isEmpty() && (asks.getFirst() == Ask.RECOVER || asks.getFirst() == Ask.EVENT);
  }

  private static String dead(Task task) {
    return task.record().attempt() == null ? "" : task.record().attempt().id();
  }

  /** It starts again if it has to buy, and else gives up. */
  void refused(World world, CheckoutRecord told) {
    toldUnpaid(world);
    if (persistent) {
      retryWith(world, told);
    } else {
      gone = true;
    }
  }

  private void toldUnpaid(World world) {
    world.toldUnpaid |= world.paidBy != null && name.equals(world.paidBy);
  }

  private void retryWith(World world, CheckoutRecord told) {
    carries(told);
    if (world.without != Rule.A_DEAD_INTENT_GETS_A_NEW_JTI) {
      jti++;
    }
    if (persistent) {
      asks = List.of(Ask.PAY, Ask.COMPLETE);
    }
    failed();
  }

  /** Its reservation was made. */
  void passed(CheckoutRecord told) {
    carries(told);
    jti++;
    asks = asks.subList(1, asks.size());
  }

  private void paid(CheckoutRecord told) {
    carries(told.epoch(), told.attempt());
    jti++;
    if (asks.getFirst() == Ask.PAY) {
      asks = asks.subList(1, asks.size());
    }
  }

  /** What a shopper is told counts. */
  void told(World world, boolean completed) {
    if (!worker()) {
      world.toldCompleted |= completed;
      world.toldCancelled |= !completed;
    }
  }
}
