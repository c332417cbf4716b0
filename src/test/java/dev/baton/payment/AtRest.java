package dev.baton.payment;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a world comes to rest, with all promises kept, once nothing more goes wrong. */
final class AtRest {
  private AtRest() {}

  /** What is wrong with it, now or at rest; null when nothing is. */
  static @Nullable String check(World world, Set<List<Object>> checked) {
    String violation = Promises.violation(world);
    if (violation != null) {
      return violation + "\n  " + world.history();
    }
    World calm = world.calm();
    if (!checked.add(calm.key())) {
      return null;
    }
    // Orders and records come to rest without any event.
    for (int i = 0; i < 6 && Promises.unrest(calm) != null; i++) {
      calm = calm.copy("reconciler");
      Run.reconciler(calm);
    }
    String stuck = Promises.unrest(calm);
    // With them, so does every payment.
    for (int i = 0; i < 6 && stuck == null && Promises.stray(calm) != null; i++) {
      calm = calm.copy("events");
      Run.events(calm);
      Run.reconciler(calm);
      Run.reconciler(calm);
      stuck = Promises.unrest(calm);
    }
    stuck = stuck == null ? Promises.stray(calm) : stuck;
    stuck = stuck == null ? Promises.violation(calm) : "stuck: " + stuck;
    if (stuck == null && calm.paidBy != null && !Boolean.TRUE.equals(calm.neighbours.settled)) {
      stuck = "paid for, and no order";
    }
    return stuck == null ? comesBack(calm) : stuck + "\n  " + calm.history();
  }

  /** A shopper who comes back can always buy, or learns that it is done: with any token. */
  private static @Nullable String comesBack(World rest) {
    String withTheNewest = comesBack(rest, "z");
    return withTheNewest == null ? comesBack(rest, "A") : withTheNewest;
  }

  private static @Nullable String comesBack(World rest, String name) {
    World world = rest.copy("the shopper comes back as " + name);
    world.neighbours.units = Math.max(1, world.neighbours.units);
    Client shopper = new Client(name, 6, Client.Ask.PAY, Client.Ask.COMPLETE);
    shopper.persistent = true;
    if (world.record != null) {
      shopper.carries(world.record);
    }
    for (int i = 0; i < 10 && !shopper.gone; i++) {
      Run.alone(world, shopper);
      authenticated(world);
    }
    boolean bought = Boolean.TRUE.equals(world.neighbours.settled);
    String violation = Promises.violation(world);
    return violation == null && (bought || world.neighbours.closed)
        ? null
        : "can't buy any more: " + violation + "\n  " + world.history();
  }

  private static void authenticated(World world) {
    world.neighbours.intents.replaceAll((attempt, status) ->
        status == PaymentIntent.Status.REQUIRES_ACTION ? PaymentIntent.Status.AUTHORIZED : status);
  }
}
