package dev.baton.payment;

import dev.baton.checkout.ProviderException.Kind;
import java.util.ArrayList;
import java.util.List;

/** Every state that can come next: somebody's step, its faults, and what happens around. */
final class Moves {
  private final World from;
  private final List<World> all = new ArrayList<>();

  private Moves(World from) {
    this.from = from;
  }

  static List<World> from(World world) {
    Moves moves = new Moves(world);
    for (int i = 0; i < world.clients.size(); i++) {
      if (!world.clients.get(i).gone) {
        moves.client(i);
      }
    }
    moves.environment();
    return moves.all;
  }

  private World to(String step) {
    World world = from.copy(step);
    all.add(world);
    return world;
  }

  /** The same, as one of the things that may still go wrong. */
  private World amiss(String step) {
    World world = to(step);
    world.troubles--;
    return world;
  }

  private void client(int i) {
    Client client = from.clients.get(i);
    if (client.task != null) {
      worker(i, client.name, client.task.doing());
    } else if (!client.asks.isEmpty() && client.asks.getFirst() == Client.Ask.EVENT) {
      // An event may come of any payment that there is.
      for (String attempt : from.neighbours.intents.keySet()) {
        new Call(to(client.name + " hears of " + attempt), i).event(attempt);
      }
    } else if (!client.asks.isEmpty()) {
      new Call(to(client.name + " calls " + client.asks.getFirst()), i).begin();
    }
  }

  private void worker(int i, String name, Effect effect) {
    String what = name + " " + effect.label();
    Run done = new Run(to(what), i);
    done.answer(done.perform(effect));
    if (from.troubles <= 0 || effect instanceof Effect.Finished) {
      return;
    }
    if (from.crashes > 0) {
      World crash = amiss(name + " dies before " + effect.label());
      crash.crashes--;
      crash.clients.get(i).crash();
    }
    if (from.faults > 0) {
      fault(i, what, effect);
    }
  }

  private void fault(int i, String what, Effect effect) {
    boolean save = effect instanceof Effect.Save;
    Run lost = faulty(i, what + ", answer lost");
    lost.perform(effect);
    lost.answer(save ? new Answer.StoreDown() : new Answer.Fault(Kind.UNKNOWN));
    if (save) {
      return;
    }
    faulty(i, what + ", not sent").answer(new Answer.Fault(Kind.NOT_SENT));
    if (effect instanceof Effect.Hold || effect instanceof Effect.ReleaseHolds) {
      return; // Redis refuses to run a script that comes late.
    }
    Run late = faulty(i, what + ", delayed");
    late.world().late.add(effect);
    late.answer(late.unanswered(effect));
  }

  private Run faulty(int i, String step) {
    World world = amiss(step);
    world.faults--;
    return new Run(world, i);
  }

  private void environment() {
    for (int i = 0; i < from.late.size(); i++) {
      World world = to("late " + from.late.get(i).label());
      world.neighbours.perform(world.late.remove(i));
    }
    leaseEnds();
    if (from.troubles > 0 && from.record != null) {
      redisForgets();
    }
    if (from.troubles > 0 && from.sales > 0 && from.neighbours.units > 0) {
      World world = amiss("another buys the last unit");
      world.sales--;
      world.neighbours.units--;
    }
    if (from.waits > 0 && !from.waited) {
      World world = to("ten minutes pass");
      world.waits--;
      world.waited = true;
    }
    from.neighbours.intents.forEach(this::intentMoves);
  }

  /** Too early, or since whoever took it is gone. */
  private void leaseEnds() {
    if (from.lease == null) {
      return;
    }
    if (from.clients.get(from.lease).task == null) {
      to("lease ends").lease = null;
    } else if (from.troubles > 0 && from.leaseEnds > 0) {
      World world = amiss("lease ends");
      world.leaseEnds--;
      world.lease = null;
    }
  }

  private void redisForgets() {
    if (from.flushes > 0) {
      World world = amiss("FLUSHALL");
      world.flushes--;
      world.record = null;
      world.before = null;
      world.lease = null;
      world.neighbours.committing = false;
      world.forgot = true;
    }
    if (from.lostWrites > 0) {
      World world = amiss("last write lost");
      world.lostWrites--;
      world.record = from.before;
      world.before = null;
      world.forgot = true;
      world.lease = null;
      world.version++;
    }
  }

  private void intentMoves(String attempt, PaymentIntent.Status status) {
    if (status == PaymentIntent.Status.AUTHORIZED && from.troubles > 0 && from.expiries > 0) {
      World world = amiss("authorisation of " + attempt + " expires");
      world.expiries--;
      world.neighbours.intents.put(attempt, PaymentIntent.Status.CANCELLED);
    }
    if (status == PaymentIntent.Status.REQUIRES_ACTION) {
      World world = to(attempt + " is authenticated");
      world.neighbours.intents.put(attempt, PaymentIntent.Status.AUTHORIZED);
    }
  }
}
