package dev.baton.payment;

import dev.baton.checkout.ProviderException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One state of everything around one checkout: neighbours, Redis, workers, and faults to come. */
final class World {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

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

  // What shoppers were told.
  boolean toldCompleted;
  boolean toldCancelled;
  final java.util.Set<String> toldDead = new java.util.TreeSet<>();

  /** The rule that is dropped in this world, to see that it is needed. */
  @Nullable Rule without;

  /** How this state came about; no part of the state. */
  @Nullable Trace from;

  String step = "start";

  /** What a client asks for, in order. */
  enum Ask {
    PAY,
    COMPLETE,
    CANCEL,
    /** Not a client but a worker of its own. */
    RECOVER,
    /** Not a client but the provider's event of some payment. */
    EVENT
  }

  /** A tab, or another worker: what it still asks for, its token, and the call under way. */
  static final class Client {
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
  }

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
        List.of(forgot, waited, toldCompleted, toldCancelled, List.copyOf(toldDead)));
  }

  private boolean current(Client client) {
    return client.task != null && client.seenVersion == (record == null ? 0 : version);
  }

  /** Every state that can come next. */
  List<World> next() {
    List<World> all = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      Client client = clients.get(i);
      if (client.gone) {
        continue;
      }
      if (client.task == null) {
        if (!client.asks.isEmpty() && client.asks.getFirst() == Ask.EVENT) {
          events(i, all);
        } else if (!client.asks.isEmpty()) {
          World world = copy(client.name + " calls " + client.asks.getFirst());
          world.call(i);
          all.add(world);
        }
        continue;
      }
      worker(i, client.task.doing(), all);
    }
    environment(all);
    return all;
  }

  /** An event may come of any payment that there is. */
  private void events(int i, List<World> all) {
    for (String attempt : neighbours.intents.keySet()) {
      World world = copy(clients.get(i).name + " hears of " + attempt);
      world.event(i, attempt);
      all.add(world);
    }
  }

  private void worker(int i, Effect effect, List<World> all) {
    Client client = clients.get(i);
    String what = client.name + " " + effect.label();
    World done = copy(what);
    done.answer(i, done.perform(i, effect));
    all.add(done);
    if (troubles > 0 && crashes > 0 && !(effect instanceof Effect.Finished)) {
      World crash = copy(client.name + " dies before " + effect.label());
      crash.crashes--;
      crash.troubles--;
      crash.crash(i);
      all.add(crash);
    }
    if (troubles > 0
        && faults > 0
        && !(effect instanceof Effect.Finished)
        && !(effect instanceof Effect.Save)) {
      fault(i, effect, all);
    }
    if (troubles > 0 && faults > 0 && effect instanceof Effect.Save) {
      World lost = copy(what + ", answer lost");
      lost.faults--;
      lost.troubles--;
      lost.perform(i, effect);
      lost.answer(i, new Answer.StoreDown());
      all.add(lost);
    }
  }

  private void fault(int i, Effect effect, List<World> all) {
    String what = clients.get(i).name + " " + effect.label();
    World never = copy(what + ", not sent");
    never.faults--;
    never.troubles--;
    never.answer(i, new Answer.Fault(Kind.NOT_SENT));
    all.add(never);
    World lost = copy(what + ", answer lost");
    lost.faults--;
    lost.troubles--;
    lost.perform(i, effect);
    lost.answer(i, new Answer.Fault(Kind.UNKNOWN));
    all.add(lost);
    if (holds(effect)) {
      return; // Redis refuses to run a script that comes late.
    }
    World late = copy(what + ", delayed");
    late.faults--;
    late.troubles--;
    late.late.add(effect);
    late.answer(i, late.unanswered(effect));
    all.add(late);
  }

  private static boolean holds(Effect effect) {
    return effect instanceof Effect.Hold || effect instanceof Effect.ReleaseHolds;
  }

  private Answer unanswered(Effect effect) {
    return without == Rule.UNKNOWN_IS_NEVER_GUESSED
        ? copy("guess").neighbours.perform(effect)
        : new Answer.Fault(Kind.UNKNOWN);
  }

  private void environment(List<World> all) {
    for (int i = 0; i < late.size(); i++) {
      World world = copy("late " + late.get(i).label());
      world.neighbours.perform(world.late.remove(i));
      all.add(world);
    }
    if (lease != null && ((troubles > 0 && leaseEnds > 0) || clients.get(lease).task == null)) {
      World world = copy("lease ends");
      int cost = clients.get(lease).task == null ? 0 : 1;
      world.leaseEnds -= cost;
      world.troubles -= cost;
      world.lease = null;
      all.add(world);
    }
    if (troubles > 0 && flushes > 0 && record != null) {
      World world = copy("FLUSHALL");
      world.flushes--;
      world.troubles--;
      world.record = null;
      world.before = null;
      world.lease = null;
      world.neighbours.committing = false;
      world.forgot = true;
      all.add(world);
    }
    if (troubles > 0 && lostWrites > 0 && record != null) {
      World world = copy("last write lost");
      world.lostWrites--;
      world.troubles--;
      world.record = before;
      world.before = null;
      world.forgot = true;
      world.lease = null;
      world.version++;
      all.add(world);
    }
    if (troubles > 0 && sales > 0 && neighbours.units > 0) {
      World world = copy("another buys the last unit");
      world.sales--;
      world.troubles--;
      world.neighbours.units--;
      all.add(world);
    }
    if (waits > 0 && !waited) {
      World world = copy("ten minutes pass");
      world.waits--;
      world.waited = true;
      all.add(world);
    }
    neighbours.intents.forEach((attempt, status) -> {
      if (troubles > 0 && expiries > 0 && status == PaymentIntent.Status.AUTHORIZED) {
        World world = copy("authorisation of " + attempt + " expires");
        world.expiries--;
        world.troubles--;
        world.neighbours.intents.put(attempt, PaymentIntent.Status.CANCELLED);
        all.add(world);
      }
      if (status == PaymentIntent.Status.REQUIRES_ACTION) {
        World yes = copy(attempt + " is authenticated");
        yes.neighbours.intents.put(attempt, PaymentIntent.Status.AUTHORIZED);
        all.add(yes);
      }
    });
  }

  private void crash(int i) {
    Client client = clients.get(i);
    client.task = null;
    failed(client);
  }

  private void failed(Client client) {
    if (client.retries-- <= 0) {
      client.gone = true;
    }
  }

  // --- a call: what the shell does before the worker ---

  void call(int i) {
    Client client = clients.get(i);
    Ask ask = client.asks.getFirst();
    client.seenVersion = record == null ? 0 : version;
    if (record != null && record.ended() && ask != Ask.RECOVER) {
      told(client, record.phase() == CheckoutRecord.Phase.COMPLETED);
      client.gone = true;
      return;
    }
    if (lease != null && without != Rule.COMPARE_AND_SET_THE_RECORD) {
      failed(client);
      return;
    }
    if (ask == Ask.RECOVER) {
      reconcile(client);
      return;
    }
    if (record != null && record.underWay()) {
      client.task = Completion.begin(new Goal.Recover(), record, true);
      return;
    }
    CheckoutRecord found = record;
    boolean sure = true;
    if (found == null) {
      found =
          CheckoutRecord.fresh(
              "c", client.epoch, client.epoch == 0 ? null : client.attempt, "", Instant.MAX);
      sure = client.epoch == 0 && ask != Ask.CANCEL;
    } else if (client.epoch > found.epoch()) {
      found =
          found.overtakenBy(
              CheckoutRecord.fresh("c", client.epoch, client.attempt, "", Instant.MAX));
      sure = false;
    } else if (client.epoch < found.epoch()) {
      refresh(client);
      failed(client);
      return;
    }
    begin(client, ask, found, sure);
  }

  private Goal.Recover recover() {
    Instant now = waited ? Instant.EPOCH.plus(PATIENCE) : Instant.EPOCH;
    return new Goal.Recover(new Goal.Watch(now, PATIENCE));
  }

  /** The reconciler: by the record, or without one by the backend's unsettled order. */
  private void reconcile(Client client) {
    if (record != null) {
      boolean sure =
          Hint.reconciling(record).sure() || without == Rule.RECONCILE_FROM_THE_BACKENDS_LIST;
      client.task = Completion.begin(recover(), record, sure);
    } else if (neighbours.order != null
        && neighbours.settled == null
        && without != Rule.RECONCILE_FROM_THE_BACKENDS_LIST) {
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
  void event(int i, String attempt) {
    Client client = clients.get(i);
    client.seenVersion = record == null ? 0 : version;
    if (lease != null && without != Rule.COMPARE_AND_SET_THE_RECORD) {
      failed(client);
      return;
    }
    PaymentIntent intent = neighbours.intent(attempt);
    if (intent == null) {
      throw new IllegalStateException("no such payment");
    }
    switch (hint(intent)) {
      case Hint.Recover(CheckoutRecord found, boolean sure) ->
          client.task = Completion.begin(recover(), found, sure);
      case Hint.Behind _, Hint.Nothing _ -> failed(client);
    }
  }

  private Hint hint(PaymentIntent intent) {
    if (record == null) {
      CheckoutRecord rebuilt =
          without == Rule.REBUILD_FROM_THE_PAYMENTS_METADATA
              ? null
              : Hint.rebuilt(intent, Instant.MAX, Instant.MAX);
      return rebuilt == null ? new Hint.Nothing() : new Hint.Recover(rebuilt, false);
    }
    if (without == Rule.A_WEBHOOK_COMPARES_ATTEMPTS_NOT_EPOCHS) {
      Long epoch = neighbours.epochs.get(intent.attempt());
      return epoch != null && epoch == record.epoch()
          ? new Hint.Recover(record, true)
          : new Hint.Nothing();
    }
    return Hint.of(record, intent);
  }

  private void begin(Client client, Ask ask, CheckoutRecord found, boolean sure) {
    String jti = client.name + client.jti;
    switch (ask) {
      case PAY -> {
        Anchor anchor = Anchor.called(Anchor.Kind.PAY, jti, "p");
        Attempt pending = found.attempt();
        Attempt fresh =
            pending != null && pending.pending() && pending.id().equals("a" + jti)
                ? pending
                : attempt("a" + jti, found.epoch() + 1, null, null);
        client.task = Completion.begin(new Goal.Pay(fresh, anchor, Instant.MAX), found, sure);
      }
      case COMPLETE -> {
        if (client.attempt == null || !found.paymentStands()) {
          if (client.persistent) {
            retryWith(client, found);
          } else {
            client.gone = true;
          }
          return;
        }
        Anchor anchor = Anchor.called(Anchor.Kind.COMPLETE, jti, "c");
        client.task = Completion.begin(new Goal.Complete(anchor), found, sure);
      }
      case CANCEL -> {
        Anchor anchor = Anchor.called(Anchor.Kind.CANCEL, jti, "x");
        client.task = Completion.begin(new Goal.Cancel(anchor), found, sure);
      }
      case RECOVER -> throw new IllegalStateException("handled before");
    }
  }

  static Attempt attempt(
      String id, long epoch, PaymentIntent.@Nullable Status status, @Nullable String intent) {
    return new Attempt(
        id, intent, 100, "EUR", "f", status, null, epoch, "j", true, false, "t", Instant.EPOCH);
  }

  private void refresh(Client client) {
    if (record != null) {
      client.epoch = record.epoch();
      client.attempt = record.paymentStands() ? record.attempt() : null;
      client.jti++;
    }
  }

  // --- effects ---

  private Answer perform(int i, Effect effect) {
    return switch (effect) {
      case Effect.Save(CheckoutRecord written, boolean keep) -> save(i, written, keep);
      case Effect.Finished finished -> new Answer.Released();
      // In one store with the lease, and never late.
      case Effect.Hold hold when keptOut(i) -> new Answer.Lost();
      case Effect.ReleaseHolds release when keptOut(i) -> new Answer.Lost();
      default -> without == null ? neighbours.perform(effect) : perform(effect, without);
    };
  }

  private boolean keptOut(int i) {
    return (lease == null || lease != i)
        && without != Rule.JUDGEMENT_ONLY_BY_THE_HOLDER_OF_THE_LEASE;
  }

  /** Whether this worker would give up for want of a hold, if it were stopped by that. */
  private boolean stopped(Effect effect, Answer answer) {
    return without == Rule.A_MISSING_HOLD_NEVER_STOPS_A_COMPLETION
        && effect instanceof Effect.Hold(Effect.Term term)
        && term == Effect.Term.COMMIT
        && answer instanceof Answer.TooFew;
  }

  /** What comes of an effect when a rule is dropped. */
  private Answer perform(Effect effect, Rule dropped) {
    if (effect instanceof Effect.Place(Attempt attempt)
        && dropped == Rule.PLACE_FIRST_CAPTURE_AFTER) {
      neighbours.perform(new Effect.Capture(attempt));
    }
    if (effect instanceof Effect.Settle(String attempt, boolean paid)
        && !paid
        && dropped == Rule.SETTLED_UNPAID_BARS_THE_ATTEMPT) {
      Answer answer = neighbours.perform(effect);
      neighbours.barred.remove(attempt);
      return answer;
    }
    Answer pretended =
        switch (effect) {
          case Effect.Revoke revoke when dropped == Rule.REVOKE_BEFORE_VOID_OR_REPLACE ->
              new Answer.RevokeAnswer(new OrderBackend.Revoked.Barred());
          case Effect.Close close when dropped == Rule.CLOSE_BEFORE_VOID ->
              new Answer.CloseAnswer(new OrderBackend.Closed.Done());
          case Effect.GiveUp(Attempt attempt) when dropped == Rule.VOID_BEFORE_CANCELLED ->
              as(attempt, PaymentIntent.Status.CANCELLED);
          case Effect.Settle settle
              when dropped
                  == (settle.paid()
                      ? Rule.SETTLE_PAID_AFTER_CAPTURE
                      : Rule.SETTLE_UNPAID_AFTER_A_REFUSED_CAPTURE) ->
              new Answer.SettleAnswer(new OrderBackend.Settled.Done(List.of()));
          case Effect.LookUp lookUp
              when dropped == Rule.ASK_THE_BACKEND_WHERE_THE_RECORD_IS_MISSING ->
              new Answer.Registered(new OrderBackend.Entry.None(java.util.Set.of()));
          case Effect.FetchIntent(Attempt attempt) when dropped == Rule.REVALIDATE_THE_INTENT ->
              as(attempt, PaymentIntent.Status.AUTHORIZED);
          case Effect.Create(Attempt attempt)
              when dropped == Rule.KEYS_BY_ATTEMPT_NEVER_BY_CHECKOUT
                  && !neighbours.intents.isEmpty() ->
              new Answer.Intent(neighbours.intent(neighbours.intents.keySet().iterator().next()));
          case Effect.Place place when dropped == Rule.ONE_ORDER_A_CHECKOUT -> placedAnew(place);
          case Effect.Place place
              when dropped == Rule.A_REFUSAL_IS_REMEMBERED_FOR_THE_ATTEMPT_ONLY
                  && neighbours.order == null
                  && !neighbours.refused.isEmpty() ->
              new Answer.PlaceAnswer(
                  new OrderBackend.Placed.OutOfStock(
                      List.of(new OrderBackend.Shortage("l", "s", 0))));
          default -> null;
        };
    return pretended == null ? neighbours.perform(effect) : pretended;
  }

  /** A backend that makes an order of each attempt. */
  private Answer placedAnew(Effect.Place place) {
    String before = neighbours.order;
    if (before != null && !before.equals(place.attempt().id()) && neighbours.units > 0) {
      neighbours.order = null;
    }
    return neighbours.perform(place);
  }

  private Answer as(Attempt attempt, PaymentIntent.Status status) {
    PaymentIntent intent = neighbours.intent(attempt.id());
    return new Answer.Intent(
        intent == null
            ? null
            : new PaymentIntent(
                intent.id(),
                intent.attempt(),
                status,
                attempt.amount(),
                intent.currency(),
                null,
                null,
                intent.metadata()));
  }

  private Answer save(int i, CheckoutRecord written, boolean keep) {
    Client client = clients.get(i);
    boolean mine = lease == null || lease == i;
    boolean current = client.seenVersion == (record == null ? 0 : version);
    boolean judgement = written.phase() == CheckoutRecord.Phase.OPEN && !keep;
    boolean forced =
        without == Rule.COMPARE_AND_SET_THE_RECORD
            || (judgement && without == Rule.JUDGEMENT_ONLY_BY_THE_HOLDER_OF_THE_LEASE);
    if (!(mine && current) && !forced) {
      return new Answer.Lost();
    }
    before = record;
    record = written;
    version++;
    client.seenVersion = version;
    lease = keep ? (Integer) i : null;
    return new Answer.Saved(written);
  }

  private void answer(int i, Answer answer) {
    Client client = clients.get(i);
    Task task = client.task;
    if (task == null) {
      throw new IllegalStateException("no call");
    }
    if (stopped(task.doing(), answer)) {
      crash(i);
      return;
    }
    if (!(task.doing() instanceof Effect.Finished(Outcome outcome))) {
      client.task = Completion.after(task, answer);
      return;
    }
    client.task = null;
    finished(client, task, outcome);
  }

  private void finished(Client client, Task task, Outcome outcome) {
    if (worker(client)) {
      failed(client);
      return;
    }
    switch (outcome) {
      case Outcome.Completed() -> {
        told(client, true);
        client.gone = true;
      }
      case Outcome.Cancelled() -> {
        told(client, false);
        client.gone = true;
      }
      case Outcome.Paid paid -> {
        next(client, task.record());
      }
      case Outcome.Declined declined -> {
        toldDead.add(dead(task));
        retryWith(client, task.record());
      }
      case Outcome.Reopened reopened -> {
        toldDead.add(dead(task));
        retryWith(client, task.record());
      }
      case Outcome.AttemptUsedUp used -> retryWith(client, task.record());
      case Outcome.Unchanged unchanged -> {
        if (client.persistent) {
          retryWith(client, task.record());
        } else {
          client.gone = true;
        }
      }
      case Outcome.NotAuthorized waiting -> failed(client);
      case Outcome.Later later -> failed(client);
      case Outcome.Lost lost -> failed(client);
      case Outcome.StoreDown down -> failed(client);
      case Outcome.AtRest rest -> {}
    }
  }

  private static boolean worker(Client client) {
    return !client.asks.isEmpty()
        && (client.asks.getFirst() == Ask.RECOVER || client.asks.getFirst() == Ask.EVENT);
  }

  private static String dead(Task task) {
    return task.record().attempt() == null ? "" : task.record().attempt().id();
  }

  private void retryWith(Client client, CheckoutRecord told) {
    client.epoch = told.epoch();
    client.attempt = told.paymentStands() ? told.attempt() : null;
    if (without != Rule.A_DEAD_INTENT_GETS_A_NEW_JTI) {
      client.jti++;
    }
    if (client.persistent) {
      client.asks = List.of(Ask.PAY, Ask.COMPLETE);
    }
    failed(client);
  }

  private void next(Client client, CheckoutRecord told) {
    client.epoch = told.epoch();
    client.attempt = told.attempt();
    client.jti++;
    if (client.asks.getFirst() == Ask.PAY) {
      client.asks = client.asks.subList(1, client.asks.size());
    }
  }

  private void told(Client client, boolean completed) {
    boolean shopper =
        client.asks.isEmpty()
            || (client.asks.getFirst() != Ask.RECOVER && client.asks.getFirst() != Ask.EVENT);
    if (shopper) {
      toldCompleted |= completed;
      toldCancelled |= !completed;
    }
  }

  // --- the way to rest ---

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

  /** Runs one worker to its end, undisturbed. */
  void run(Client client) {
    clients.clear();
    clients.add(client);
    call(0);
    finish(client);
  }

  private void finish(Client client) {
    for (int i = 0; i < 200 && client.task != null; i++) {
      step = step + ", " + client.task.doing().label();
      answer(0, perform(0, client.task.doing()));
    }
    lease = null;
  }

  /** The reconciler works from the record, or without one from the backend's list. */
  void reconcile() {
    waited = true;
    run(new Client("r", 0, Ask.RECOVER));
  }

  /** The provider sends its events until they are acknowledged. */
  void hear() {
    for (String attempt : List.copyOf(neighbours.intents.keySet())) {
      Client event = new Client("e", 0, Ask.EVENT);
      clients.clear();
      clients.add(event);
      event(0, attempt);
      finish(event);
    }
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
