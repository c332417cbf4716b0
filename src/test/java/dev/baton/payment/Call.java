package dev.baton.payment;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A client's call up to the worker that it starts: what the shell does before the function. */
final class Call {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final World world;
  private final int i;
  private final Client client;

  Call(World world, int i) {
    this.world = world;
    this.i = i;
    client = world.clients.get(i);
  }

  void begin() {
    Client.Ask ask = client.asks.getFirst();
    CheckoutRecord record = world.record;
    client.seenVersion = world.current();
    if (record != null && record.ended() && ask != Client.Ask.RECOVER) {
      client.told(world, record.phase() == CheckoutRecord.Phase.COMPLETED);
      client.gone = true;
    } else if (busy()) {
      client.failed();
    } else if (ask == Client.Ask.RECOVER) {
      reconcile();
    } else if (record != null && record.underWay()) {
      client.task = Completion.begin(new Goal.Recover(), record, true);
    } else if (record != null && takingUp(ask, record) != null) {
      begin(ask, takingUp(ask, record), false);
    } else if (record != null && client.epoch < record.epoch()) {
      client.refresh(record);
      client.failed();
    } else if (record != null && client.epoch == record.epoch()) {
      begin(ask, record, true);
    } else {
      CheckoutRecord shown = shown();
      boolean sure = record == null && client.epoch == 0 && ask != Client.Ask.CANCEL;
      begin(ask, record == null ? shown : record.overtakenBy(shown), sure);
    }
  }

  private boolean busy() {
    return world.lease != null && world.without != Rule.COMPARE_AND_SET_THE_RECORD;
  }

  /** What the client's token shows of a record. */
  private CheckoutRecord shown() {
    Attempt attempt = client.epoch == 0 ? null : client.attempt;
    return CheckoutRecord.fresh("c", client.epoch, attempt, "", Instant.MAX);
  }

  /** With the payment that the client's token shows, and that this record never knew. */
  private @Nullable CheckoutRecord takingUp(Client.Ask ask, CheckoutRecord record) {
    boolean level =
        client.epoch == record.epoch()
            || (client.epoch < record.epoch() && ask == Client.Ask.COMPLETE);
    return level && world.without != Rule.A_RECORD_MADE_ANEW_TAKES_UP_WHAT_IT_NEVER_KNEW
        ? record.takingUp(client.attempt)
        : null;
  }

  /** Holds the units: keeps others away, and writes that the anchor was passed. */
  void reserve(CheckoutRecord record) {
    Run run = new Run(world, i);
    Anchor anchor = Anchor.called(Anchor.Kind.RESERVE, client.name + client.jti, "r");
    if (run.perform(new Effect.Save(record, true)) instanceof Answer.Saved
        && run.perform(new Effect.Save(record.passed(anchor), false)) instanceof Answer.Saved) {
      client.passed(record.passed(anchor));
    } else {
      client.failed();
    }
  }

  private void begin(Client.Ask ask, CheckoutRecord found, boolean sure) {
    String jti = client.name + client.jti;
    switch (ask) {
      case PAY -> {
        Anchor anchor = Anchor.called(Anchor.Kind.PAY, jti, "a" + jti);
        Attempt pending = found.attempt();
        Attempt fresh =
            pending != null && pending.pending() && pending.id().equals("a" + jti)
                ? pending
                : attempt("a" + jti, found.epoch() + 1);
        client.task = Completion.begin(new Goal.Pay(fresh, anchor, Instant.MAX), found, sure);
      }
      case COMPLETE -> {
        if (client.attempt == null || !found.paymentStands()) {
          client.refused(world, found);
          return;
        }
        Anchor anchor = Anchor.called(Anchor.Kind.COMPLETE, jti, "c");
        client.task = Completion.begin(new Goal.Complete(anchor), found, sure);
      }
      case CANCEL -> {
        Anchor anchor = Anchor.called(Anchor.Kind.CANCEL, jti, "x");
        client.task = Completion.begin(new Goal.Cancel(anchor), found, sure);
      }
      case RESERVE -> {
        if (sure) {
          reserve(found);
        } else {
          client.task = Completion.begin(new Goal.Recover(), found, false);
        }
      }
      case RECOVER, EVENT -> throw new IllegalStateException("handled before");
    }
  }

  private static Attempt attempt(String id, long epoch) {
    return new Attempt(
        id, null, 100, "EUR", "f", null, null, epoch, "j", true, false, "t", Instant.EPOCH);
  }

  private Goal.Recover recover() {
    Instant now = world.waited ? Instant.EPOCH.plus(PATIENCE) : Instant.EPOCH;
    return new Goal.Recover(new Goal.Watch(now, PATIENCE));
  }

  /** The reconciler: by the record, or without one by the backend's unsettled order. */
  private void reconcile() {
    boolean byRecordOnly = world.without == Rule.RECONCILE_FROM_THE_BACKENDS_LIST;
    CheckoutRecord record = world.record;
    Neighbours neighbours = world.neighbours;
    if (record != null) {
      boolean sure = Hint.reconciling(record).sure() || byRecordOnly;
      client.task = Completion.begin(recover(), record, sure);
    } else if (neighbours.order != null && neighbours.settled == null && !byRecordOnly) {
      PaymentIntent intent = neighbours.intent(neighbours.order);
      CheckoutRecord rebuilt =
          intent == null ? null : Hint.rebuilt(intent, Instant.MAX, Instant.MAX);
      client.task =
          Completion.begin(
              recover(),
              rebuilt == null ? CheckoutRecord.fresh("c", 0, null, "", Instant.MAX) : rebuilt,
              false);
    } else {
      client.gone = true;
    }
  }

  /** An event points to a payment, which is fetched. */
  void event(String attempt) {
    client.seenVersion = world.current();
    if (busy()) {
      client.failed();
      return;
    }
    PaymentIntent intent = world.neighbours.intent(attempt);
    if (intent == null) {
      throw new IllegalStateException("no such payment");
    }
    switch (hint(intent)) {
      case Hint.Recover(CheckoutRecord found, boolean sure) ->
          client.task = Completion.begin(recover(), found, sure);
      case Hint.Behind _, Hint.Nothing _ -> client.failed();
    }
  }

  private Hint hint(PaymentIntent intent) {
    CheckoutRecord record = world.record;
    if (record == null) {
      CheckoutRecord rebuilt =
          world.without == Rule.REBUILD_FROM_THE_PAYMENTS_METADATA
              ? null
              : Hint.rebuilt(intent, Instant.MAX, Instant.MAX);
      return rebuilt == null ? new Hint.Nothing() : new Hint.Recover(rebuilt, false);
    }
    Long epoch = world.neighbours.epochs.get(intent.attempt());
    Attempt stranger = Attempt.of(intent);
    if (world.without == Rule.A_RECORD_MADE_ANEW_TAKES_UP_WHAT_IT_NEVER_KNEW
        && stranger != null
        && intent.live()
        && stranger.epoch() <= record.epoch()
        && record.canTakeUp(stranger.id())) {
      return new Hint.Recover(record.edit().bury(stranger).done(), true);
    }
    if (world.without == Rule.A_RECORD_MADE_ANEW_TAKES_A_LATER_PAYMENT
        && epoch != null
        && epoch > record.epoch() + 1) {
      return new Hint.Behind();
    }
    if (world.without == Rule.A_WEBHOOK_COMPARES_ATTEMPTS_NOT_EPOCHS) {
      return epoch != null && epoch == record.epoch()
          ? new Hint.Recover(record, true)
          : new Hint.Nothing();
    }
    return Hint.of(record, intent);
  }
}
