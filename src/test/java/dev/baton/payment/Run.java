package dev.baton.payment;

import dev.baton.checkout.ProviderException.Kind;
import java.util.List;

/** A worker's run: the effects that the real function names, done in a world, and their answers. */
record Run(World world, int i) {
  private Client client() {
    return world.clients.get(i);
  }

  Answer perform(Effect effect) {
    return switch (effect) {
      case Effect.Save(CheckoutRecord written, boolean keep) -> save(written, keep);
      case Effect.Finished finished -> new Answer.Released();
      // In one store with the lease, and never late.
      case Effect.Hold hold when keptOut() -> new Answer.Lost();
      case Effect.ReleaseHolds release when keptOut() -> new Answer.Lost();
      default ->
          world.without == null
              ? world.neighbours.perform(effect)
              : new Dropped(world.without, world.neighbours).perform(effect);
    };
  }

  /** What the worker makes of an effect that may still be done later. */
  Answer unanswered(Effect effect) {
    return world.without == Rule.UNKNOWN_IS_NEVER_GUESSED
        ? world.neighbours.copy().perform(effect)
        : new Answer.Fault(Kind.UNKNOWN);
  }

  private boolean keptOut() {
    return (world.lease == null || world.lease != i)
        && world.without != Rule.JUDGEMENT_ONLY_BY_THE_HOLDER_OF_THE_LEASE;
  }

  private Answer save(CheckoutRecord written, boolean keep) {
    boolean mine = world.lease == null || world.lease == i;
    boolean current = client().seenVersion == world.current();
    boolean judgement = written.phase() == CheckoutRecord.Phase.OPEN && !keep;
    boolean forced =
        world.without == Rule.COMPARE_AND_SET_THE_RECORD
            || (judgement && world.without == Rule.JUDGEMENT_ONLY_BY_THE_HOLDER_OF_THE_LEASE);
    if (!(mine && current) && !forced) {
      return new Answer.Lost();
    }
    world.before = world.record;
    world.record = written;
    world.version++;
    client().seenVersion = world.version;
    world.lease = keep ? (Integer) i : null;
    return new Answer.Saved(written);
  }

  void answer(Answer answer) {
    Client client = client();
    Task task = client.task;
    if (task == null) {
      throw new IllegalStateException("no call");
    }
    if (stopped(task.doing(), answer)) {
      client.crash();
      return;
    }
    if (!(task.doing() instanceof Effect.Finished(Outcome outcome))) {
      client.task = Completion.after(task, answer);
      return;
    }
    client.task = null;
    if (outcome instanceof Outcome.AtRest
        && !client.asks.isEmpty()
        && client.asks.getFirst() == Client.Ask.RESERVE) {
      new Call(world, i).reserve(task.stored());
      return;
    }
    client.finished(world, task, outcome);
  }

  /** Whether this worker would give up for want of a hold, if it were stopped by that. */
  private boolean stopped(Effect effect, Answer answer) {
    return world.without == Rule.A_MISSING_HOLD_NEVER_STOPS_A_COMPLETION
        && effect instanceof Effect.Hold(Effect.Term term)
        && term == Effect.Term.COMMIT
        && answer instanceof Answer.TooFew;
  }

  /** Goes on to the end, undisturbed. */
  private void finish() {
    for (int steps = 0; steps < 200; steps++) {
      Task task = client().task;
      if (task == null) {
        break;
      }
      world.step = world.step + ", " + task.doing().label();
      answer(perform(task.doing()));
    }
    world.lease = null;
  }

  /** One client's call to its end, alone. */
  static void alone(World world, Client client) {
    Run run = only(world, client);
    new Call(world, 0).begin();
    run.finish();
  }

  /** The reconciler works from the record, or without one from the backend's list. */
  static void reconciler(World world) {
    world.waited = true;
    alone(world, new Client("r", 0, Client.Ask.RECOVER));
  }

  /** The provider sends its events until they are acknowledged. */
  static void events(World world) {
    for (String attempt : List.copyOf(world.neighbours.intents.keySet())) {
      Run run = only(world, new Client("e", 0, Client.Ask.EVENT));
      new Call(world, 0).event(attempt);
      run.finish();
    }
  }

  private static Run only(World world, Client client) {
    world.clients.clear();
    world.clients.add(client);
    return new Run(world, 0);
  }
}
