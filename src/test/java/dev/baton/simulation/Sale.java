package dev.baton.simulation;

import dev.baton.checkout.Demand;
import dev.baton.checkout.HoldPolicy;
import dev.baton.checkout.ScarceFirst;
import dev.baton.checkout.StockLevel;
import dev.baton.reservation.HeardDemand;
import dev.baton.reservation.Holds.Backing;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import dev.baton.simulation.Visit.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** One sale of one SKU, event by event, under one policy; every shopper wants one unit. */
final class Sale {
  /** A page extends its hold this long before it ends. */
  private static final long BEFORE_THE_END = Duration.ofSeconds(30).toMillis();

  /** Who is turned away and comes back does so after this time. */
  private static final long AWAY = Duration.ofMinutes(5).toMillis();

  private static final long AT_ONCE = Duration.ofMinutes(15).toMillis();
  private static final Place PLACE = new Place("sku", "main");

  private final HoldPolicy policy;
  private final Rules rules;
  private final ModelStock stock;
  private final HeardDemand heard;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Map<String, Shopper> shoppers = new HashMap<>();
  private long now;
  private long order;
  private long onHand;
  private long revision = 1;
  private long atOnce;
  private int early;
  private int late;
  private int door;

  /**
   * The settings of the gateway.
   *
   * @param renewals how often a hold may be extended
   */
  record Rules(ScarceFirst scarce, Duration halfLife, int renewals) {
    /** As they come. */
    static final Rules DEFAULT =
        new Rules(
            new ScarceFirst(Duration.ofMinutes(15), Duration.ofMinutes(3), Duration.ofMinutes(5)),
            Duration.ofMinutes(2),
            4);
  }

  /**
   * How it went.
   *
   * @param sold units
   * @param lastStep shoppers who were refused when they paid
   * @param earlier shoppers who were refused when they reserved
   * @param door shoppers who came when everything was sold
   * @param idle minutes for which units were held by who didn't buy them
   * @param atOnce units sold in the first quarter of an hour
   */
  record Tally(long sold, int lastStep, int earlier, int door, double idle, long atOnce) {}

  private record Event(long at, long order, Runnable what) {}

  private static final class Shopper {
    final Visit visit;
    boolean left;
    boolean bought;
    boolean cameBack;
    boolean wasRefused;
    long heldSince;
    long until;
    int renewals;
    double idle;

    Shopper(Visit visit) {
      this.visit = visit;
    }

    boolean holds(long at) {
      return until > at;
    }
  }

  Sale(HoldPolicy policy, Rules rules, long units) {
    this.policy = policy;
    this.rules = rules;
    this.onHand = units;
    this.stock = new ModelStock(1, rules.halfLife());
    this.heard = new HeardDemand(() -> Instant.ofEpochMilli(now), rules.halfLife());
  }

  /** Runs a sale until nobody is left. */
  static Tally run(HoldPolicy policy, Rules rules, long units, List<Visit> visits) {
    Sale sale = new Sale(policy, rules, units);
    for (Visit visit : visits) {
      Shopper shopper = new Shopper(visit);
      sale.shoppers.put(visit.id(), shopper);
      sale.at(visit.arrives(), () -> sale.arrives(shopper));
    }
    while (!sale.events.isEmpty()) {
      Event event = sale.events.remove();
      sale.now = event.at();
      event.what().run();
    }
    return sale.tally(units);
  }

  private Tally tally(long units) {
    double idle = 0;
    for (Shopper shopper : shoppers.values()) {
      close(shopper, shopper.until);
      idle += shopper.bought ? 0 : shopper.idle;
    }
    double minute = Duration.ofMinutes(1).toMillis();
    return new Tally(units - onHand, late, early, door, idle / minute, atOnce);
  }

  private void at(long time, Runnable what) {
    events.add(new Event(time, order++, what));
  }

  // --- the steps of a shopper ---

  private void arrives(Shopper shopper) {
    if (onHand == 0) {
      door++;
      return;
    }
    passes(shopper, Stage.LINES, shopper.visit.toShipping(), () -> knowsShipping(shopper));
  }

  private void knowsShipping(Shopper shopper) {
    passes(shopper, Stage.SHIPPING, shopper.visit.toPayment(), () -> seesPaymentForm(shopper));
  }

  private void seesPaymentForm(Shopper shopper) {
    passes(shopper, Stage.PAYMENT, shopper.visit.toPay(), () -> pays(shopper));
  }

  private void passes(Shopper shopper, Stage stage, long takes, Runnable next) {
    if (!shopper.holds(now) && asksToReserve(stage) && !reserves(shopper)) {
      if (!shopper.wasRefused) {
        early++;
      }
      turnedAway(shopper, () -> passes(shopper, stage, takes, next));
    } else if (shopper.visit.leaves() == stage) {
      shopper.left = true;
    } else {
      at(now + takes, next);
    }
  }

  private boolean asksToReserve(Stage stage) {
    return switch (policy) {
      case AT_PAYMENT -> false;
      case AT_SHIPPING -> stage != Stage.LINES;
      case EXPLICIT -> true;
      case SCARCE_FIRST -> {
        Demand demand = heard.of(PLACE.sku());
        yield demand != null && rules.scarce().early(demand);
      }
    };
  }

  private void pays(Shopper shopper) {
    if (!take(shopper, rules.scarce().most(), Backing.ENTERING)) {
      if (!shopper.wasRefused) {
        late++;
      }
      turnedAway(shopper, () -> pays(shopper));
      return;
    }
    shopper.bought = true;
    onHand--;
    revision++;
    atOnce += now < AT_ONCE ? 1 : 0;
    stock.release(
        shopper.visit.id(), new StockLevel(PLACE.sku(), PLACE.location(), onHand, revision), now);
    close(shopper, now);
  }

  private void turnedAway(Shopper shopper, Runnable again) {
    shopper.wasRefused = true;
    if (shopper.visit.comesBack() && !shopper.cameBack) {
      shopper.cameBack = true;
      at(now + AWAY, again);
    } else {
      shopper.left = true;
    }
  }

  // --- holds, as the gateway takes them ---

  private boolean reserves(Shopper shopper) {
    Duration least = Duration.ofMillis(Math.max(0, shopper.until - now));
    Duration lasting = lasting(least);
    if (!take(shopper, lasting, Backing.NONE)) {
      return false;
    }
    Duration again = lasting(least);
    if (!again.equals(lasting)) {
      take(shopper, again, Backing.NONE);
    }
    long until = shopper.until;
    at(until - BEFORE_THE_END, () -> prolongs(shopper, until));
    return true;
  }

  private Duration lasting(Duration least) {
    Duration most = rules.scarce().most();
    @Nullable Demand demand = heard.at(PLACE);
    Duration lasting =
        policy == HoldPolicy.SCARCE_FIRST && demand != null ? rules.scarce().lasting(demand) : most;
    return lasting.compareTo(least) < 0 ? least : lasting;
  }

  private void prolongs(Shopper shopper, long until) {
    boolean there = !shopper.left || shopper.visit.keepsPageOpen();
    if (!shopper.bought && there && shopper.until == until && shopper.renewals < rules.renewals()) {
      shopper.renewals++;
      reserves(shopper);
    }
  }

  private boolean take(Shopper shopper, Duration lasting, Backing backing) {
    Want want = new Want(PLACE.sku(), PLACE.location(), 1, onHand, revision);
    Taken taken = stock.take(shopper.visit.id(), want, lasting, backing, now);
    heard.hear(PLACE, stock.demand(now));
    if (!(taken instanceof Taken.Held(Instant until))) {
      return false;
    }
    if (!shopper.holds(now)) {
      close(shopper, shopper.until);
      shopper.heldSince = now;
      shopper.renewals = backing == Backing.NONE ? 0 : shopper.renewals;
    }
    shopper.until = until.toEpochMilli();
    return true;
  }

  private static void close(Shopper shopper, long end) {
    shopper.idle += Math.max(0, end - shopper.heldSince);
    shopper.heldSince = end;
    shopper.until = end;
  }
}
