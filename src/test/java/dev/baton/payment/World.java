package dev.baton.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One state of everything around one checkout: neighbours, Redis, workers, and faults to come. */
final class World {
  Neighbours neighbours = new Neighbours();

  // Redis
  @Nullable CheckoutRecord record;
  @Nullable CheckoutRecord before;

  /** Never used twice. */
  int version;

  @Nullable Integer lease;

  /** Whether Redis has lost anything; holds may then be nobody's, until they end. */
  boolean forgot;

  final List<Client> clients = new ArrayList<>();

  /** Effects that were given up on and may still be done. */
  final List<Effect> late = new ArrayList<>();

  /** How much may still go wrong in all; of each kind at most what follows. */
  int troubles;

  int faults;
  int crashes;
  int flushes;
  int lostWrites;
  int expiries;
  int sales;
  int leaseEnds;

  /** How often ten minutes may pass; whoever has to authenticate then hasn't. */
  int waits;

  boolean waited;

  /** Whose payment nobody replaces, cancels or refuses: it has to become an order. */
  @Nullable String paidBy;

  // What shoppers were told.
  boolean toldCompleted;
  boolean toldCancelled;
  boolean toldUnpaid;
  final Set<String> toldDead = new TreeSet<>();

  /** The rule that is dropped in this world, to see that it is needed. */
  @Nullable Rule without;

  /** How this state came about; no part of the state. */
  @Nullable Trace from;

  String step = "start";

  World copy(String newStep) {
    World copy = new World();
    copy.neighbours = neighbours.copy();
    copy.record = record;
    copy.before = before;
    copy.version = version;
    copy.lease = lease;
    copy.forgot = forgot;
    clients.forEach(client -> copy.clients.add(client.copy()));
    copy.late.addAll(late);
    copy.troubles = troubles;
    copy.faults = faults;
    copy.crashes = crashes;
    copy.flushes = flushes;
    copy.lostWrites = lostWrites;
    copy.expiries = expiries;
    copy.sales = sales;
    copy.leaseEnds = leaseEnds;
    copy.waits = waits;
    copy.waited = waited;
    copy.toldCompleted = toldCompleted;
    copy.toldCancelled = toldCancelled;
    copy.toldUnpaid = toldUnpaid;
    copy.paidBy = paidBy;
    copy.toldDead.addAll(toldDead);
    copy.without = without;
    copy.from = new Trace(from, step);
    copy.step = newStep;
    return copy;
  }

  List<Object> key() {
    return List.of(
        neighbours.key(),
        Optional.ofNullable(record),
        lostWrites > 0 ? Optional.ofNullable(before) : Optional.empty(),
        // Versions matter only by who still has the current one.
        clients.stream().map(this::current).toList(),
        Optional.ofNullable(lease),
        clients.stream().map(Client::key).toList(),
        List.copyOf(late),
        List.of(troubles, faults, crashes, flushes, lostWrites, expiries, sales, leaseEnds, waits),
        List.of(forgot, waited, toldCompleted, toldCancelled, toldUnpaid, List.copyOf(toldDead)));
  }

  private boolean current(Client client) {
    return client.task != null && client.seenVersion == current();
  }

  /** The version of what is stored now. */
  int current() {
    return record == null ? 0 : version;
  }

  /** This, with everybody gone and nothing more going wrong. */
  World calm() {
    World calm = copy("everybody is gone");
    calm.late.forEach(calm.neighbours::perform);
    calm.late.clear();
    calm.lease = null;
    calm.clients.clear();
    calm.faults = 0;
    calm.crashes = 0;
    return calm;
  }

  String history() {
    List<String> steps = new ArrayList<>();
    steps.add(step);
    for (Trace trace = from; trace != null; trace = trace.from()) {
      steps.addFirst(trace.step());
    }
    return String.join("\n  ", steps);
  }

  /** The steps so far, without the worlds between them. */
  record Trace(@Nullable Trace from, String step) {}
}
