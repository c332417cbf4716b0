package dev.baton.payment;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every interleaving of the real completion function with modelled neighbours, at small bounds, and
 * long random walks beyond them.
 */
class CompletionExplorationTest {
  private static final int WALKS = Integer.getInteger("baton.walks", 1_000);
  private static final int TROUBLES = Integer.getInteger("baton.troubles", 2);
  private static final String TOO_MANY = "more states than expected";
  private static final int MOST_STATES = 400_000;

  @Test
  void twoParallelCompletesMakeOneOrderAndOneCapture() {
    explore("two completes", CompletionExplorationTest::twoCompletes);
  }

  @Test
  void aCancelAgainstACompleteEndsInOneOfBoth() {
    explore("cancel against complete", CompletionExplorationTest::cancelAgainstComplete);
  }

  @Test
  void payingAgainAgainstACompleteChargesOnce() {
    explore("pay again against complete", CompletionExplorationTest::payAgain);
  }

  @Test
  void aLostRedisCostsNoMoneyAndNoPaidOrder() {
    explore("lost Redis", CompletionExplorationTest::lostRedis);
  }

  @Test
  void aRefusedCaptureOrAnExpiredAuthorisationUndoesTheOrder() {
    explore("refused capture", CompletionExplorationTest::refusedCapture);
  }

  @Test
  void theLastUnitBoughtByAnotherIsRefusedWithoutACharge() {
    explore("last unit", CompletionExplorationTest::lastUnit);
  }

  @Test
  void anIntentOfAnotherAmountIsNeverCaptured() {
    explore("another amount", CompletionExplorationTest::anotherAmount);
  }

  @Test
  void anEventAgainstACompleteMakesOneOrder() {
    explore("event against complete", CompletionExplorationTest::eventAgainstComplete);
  }

  @Test
  void anEventAgainstACancelEndsInOneOfBoth() {
    explore("event against cancel", CompletionExplorationTest::eventAgainstCancel);
  }

  @Test
  void anAuthenticationEndsInAnOrderOrIsGivenUp() {
    explore("authentication", CompletionExplorationTest::authentication, 1);
    explore("back from the bank", CompletionExplorationTest::backFromTheBank);
  }

  @Test
  void eventsAfterALostRedisCompleteOrVoidEveryPayment() {
    explore("events after a lost Redis", CompletionExplorationTest::eventsAfterALostRedis);
  }

  @Test
  void randomWalksWithManyFaults() {
    long seed = Long.getLong("baton.seed", new Random().nextLong());
    Random random = new Random(seed);
    Set<List<Object>> checked = new HashSet<>();
    long steps = 0;
    for (int walk = 0; walk < WALKS; walk++) {
      World world = everything();
      world.troubles = 2 + random.nextInt(6);
      for (int depth = 0; depth < 120; depth++) {
        List<World> next = world.next();
        if (next.isEmpty()) {
          break;
        }
        world = next.get(random.nextInt(next.size()));
        steps++;
        String violation = check(world, checked);
        if (violation != null) {
          fail("seed " + seed + ": " + violation);
        }
      }
    }
    System.out.printf("random walks: seed %d, %d walks, %d steps%n", seed, WALKS, steps);
  }

  /** Each rule is needed: without it some run ends badly. */
  @ParameterizedTest
  @EnumSource
  void withoutAnyOneRuleSomethingGoesWrong(Rule rule) {
    List<Supplier<World>> starts = new ArrayList<>();
    starts.add(where(rule));
    starts.addAll(
        List.of(
            CompletionExplorationTest::refusedCapture,
            CompletionExplorationTest::payAgain,
            CompletionExplorationTest::lostRedis,
            CompletionExplorationTest::lastUnit));
    for (Supplier<World> start : starts) {
      Result result = search(start, TROUBLES, rule);
      if (result.violation() != null && !result.violation().startsWith(TOO_MANY)) {
        System.out.printf(
            "without %s, after %d states: %s%n",
            rule, result.states(), result.violation().lines().findFirst().orElse(""));
        return;
      }
    }
    fail("nothing goes wrong without " + rule);
  }

  /** Where a rule is needed first. */
  private static Supplier<World> where(Rule rule) {
    return switch (rule) {
      case REVALIDATE_THE_INTENT -> CompletionExplorationTest::anotherAmount;
      case COMPARE_AND_SET_THE_RECORD,
          PLACE_FIRST_CAPTURE_AFTER,
          CLOSE_BEFORE_VOID,
          VOID_BEFORE_CANCELLED ->
          CompletionExplorationTest::cancelAgainstComplete;
      case REVOKE_BEFORE_VOID_OR_REPLACE,
          SETTLE_UNPAID_AFTER_A_REFUSED_CAPTURE,
          SETTLED_UNPAID_BARS_THE_ATTEMPT,
          A_DEAD_INTENT_GETS_A_NEW_JTI ->
          CompletionExplorationTest::refusedCapture;
      case SETTLE_PAID_AFTER_CAPTURE, UNKNOWN_IS_NEVER_GUESSED ->
          CompletionExplorationTest::twoCompletes;
      case ONE_ORDER_A_CHECKOUT,
          KEYS_BY_ATTEMPT_NEVER_BY_CHECKOUT,
          JUDGEMENT_ONLY_BY_THE_HOLDER_OF_THE_LEASE ->
          CompletionExplorationTest::payAgain;
      case A_REFUSAL_IS_REMEMBERED_FOR_THE_ATTEMPT_ONLY, A_MISSING_HOLD_NEVER_STOPS_A_COMPLETION ->
          CompletionExplorationTest::lastUnit;
      case ASK_THE_BACKEND_WHERE_THE_RECORD_IS_MISSING, RECONCILE_FROM_THE_BACKENDS_LIST ->
          CompletionExplorationTest::lostRedis;
      case A_WEBHOOK_COMPARES_ATTEMPTS_NOT_EPOCHS, REBUILD_FROM_THE_PAYMENTS_METADATA ->
          CompletionExplorationTest::eventsAfterALostRedis;
    };
  }

  /** What an exploration has come to. */
  private record Result(int states, @Nullable String violation) {}

  private static void explore(String name, Supplier<World> start) {
    explore(name, start, TROUBLES);
  }

  private static void explore(String name, Supplier<World> start, int troubles) {
    long began = System.nanoTime();
    Result result = search(start, troubles, null);
    if (result.violation() != null) {
      fail(name + ": " + result.violation());
    }
    System.out.printf(
        "%s: %d states in %d ms%n", name, result.states(), (System.nanoTime() - began) / 1_000_000);
    assertTrue(result.states() > 100, "explored next to nothing");
  }

  private static Result search(Supplier<World> start, int troubles, @Nullable Rule without) {
    Set<List<Object>> seen = new HashSet<>();
    Set<List<Object>> checked = new HashSet<>();
    Deque<World> frontier = new ArrayDeque<>();
    World first = start.get();
    first.troubles = troubles;
    first.without = without;
    seen.add(first.key());
    frontier.add(first);
    while (!frontier.isEmpty()) {
      World world = frontier.removeFirst();
      String violation = check(world, checked);
      if (violation != null) {
        return new Result(seen.size(), violation);
      }
      for (World next : world.next()) {
        if (seen.add(next.key())) {
          frontier.addLast(next);
        }
      }
      if (seen.size() > MOST_STATES) {
        return new Result(seen.size(), TOO_MANY);
      }
    }
    return new Result(seen.size(), null);
  }

  private static @Nullable String check(World world, Set<List<Object>> checked) {
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
      calm.reconcile();
    }
    String stuck = Promises.unrest(calm);
    // With them, so does every payment.
    for (int i = 0; i < 6 && stuck == null && Promises.stray(calm) != null; i++) {
      calm = calm.copy("events");
      calm.hear();
      calm.reconcile();
      calm.reconcile();
      stuck = Promises.unrest(calm);
    }
    stuck = stuck == null ? Promises.stray(calm) : stuck;
    stuck = stuck == null ? Promises.violation(calm) : "stuck: " + stuck;
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
    World.Client shopper = new World.Client(name, 6, World.Ask.PAY, World.Ask.COMPLETE);
    shopper.persistent = true;
    shopper.epoch = world.record == null ? 0 : world.record.epoch();
    shopper.attempt =
        world.record != null && world.record.paymentStands() ? world.record.attempt() : null;
    for (int i = 0; i < 10 && !shopper.gone; i++) {
      world.run(shopper);
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

  private static World twoCompletes() {
    World world = new World();
    World.Client one = paid(world, "A", 0, World.Ask.COMPLETE);
    World.Client two = new World.Client("B", 1, World.Ask.COMPLETE);
    two.epoch = one.epoch;
    two.jti = one.jti;
    two.attempt = one.attempt;
    world.clients.add(two);
    world.clients.add(new World.Client("R", 0, World.Ask.RECOVER));
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World cancelAgainstComplete() {
    World world = new World();
    World.Client one = paid(world, "A", 1, World.Ask.COMPLETE);
    World.Client two = new World.Client("B", 1, World.Ask.CANCEL);
    two.epoch = one.epoch;
    two.jti = one.jti;
    two.attempt = one.attempt;
    world.clients.add(two);
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 2;
    return world;
  }

  private static World payAgain() {
    World world = new World();
    World.Client one = paid(world, "A", 1, World.Ask.COMPLETE);
    World.Client two = new World.Client("B", 1, World.Ask.PAY, World.Ask.COMPLETE);
    two.epoch = one.epoch;
    two.attempt = one.attempt;
    world.clients.add(two);
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World lostRedis() {
    World world = new World();
    World.Client one = paid(world, "A", 1, World.Ask.COMPLETE);
    World.Client two = new World.Client("B", 1, World.Ask.PAY, World.Ask.COMPLETE);
    two.epoch = one.epoch;
    two.attempt = one.attempt;
    world.clients.add(two);
    world.flushes = 1;
    world.lostWrites = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World refusedCapture() {
    World world = new World();
    World.Client one = paid(world, "A", 2, World.Ask.COMPLETE);
    world.neighbours.refusesCapture.add("aA0");
    World.Client two = new World.Client("B", 1, World.Ask.COMPLETE);
    two.epoch = one.epoch;
    two.attempt = one.attempt;
    world.clients.add(two);
    world.expiries = 1;
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World lastUnit() {
    World world = new World();
    World.Client one = new World.Client("A", 2, World.Ask.PAY, World.Ask.COMPLETE);
    world.clients.add(one);
    world.clients.add(new World.Client("R", 1, World.Ask.RECOVER));
    world.sales = 1;
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World anotherAmount() {
    World world = new World();
    paid(world, "A", 2, World.Ask.COMPLETE);
    world.neighbours.tampered.add("aA0");
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World eventAgainstComplete() {
    World world = new World();
    World.Client one = paid(world, "A", 0, World.Ask.COMPLETE);
    one.retries = 0;
    world.clients.add(new World.Client("W", 0, World.Ask.EVENT));
    world.clients.add(new World.Client("R", 0, World.Ask.RECOVER));
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World eventAgainstCancel() {
    World world = new World();
    paid(world, "A", 1, World.Ask.CANCEL);
    world.clients.add(new World.Client("W", 1, World.Ask.EVENT));
    world.faults = 1;
    world.crashes = 1;
    world.lostWrites = 1;
    world.leaseEnds = 1;
    return world;
  }

  /** The shopper is sent to the bank, and never comes back: two instances and an event. */
  private static World authentication() {
    World world = new World();
    world.neighbours.challenged.add("aA0");
    paid(world, "A", 1);
    world.clients.clear();
    world.clients.add(new World.Client("W", 0, World.Ask.EVENT));
    world.clients.add(new World.Client("R", 0, World.Ask.RECOVER));
    world.clients.add(new World.Client("S", 0, World.Ask.RECOVER));
    world.waits = 1;
    world.crashes = 1;
    world.faults = 1;
    world.leaseEnds = 1;
    return world;
  }

  /** The shopper comes back from the bank, perhaps too late. */
  private static World backFromTheBank() {
    World world = new World();
    world.neighbours.challenged.add("aA0");
    World.Client one = paid(world, "A", 1, World.Ask.COMPLETE);
    one.retries = 1;
    world.clients.add(new World.Client("R", 0, World.Ask.RECOVER));
    world.waits = 1;
    world.crashes = 1;
    world.faults = 1;
    world.leaseEnds = 1;
    return world;
  }

  private static World eventsAfterALostRedis() {
    World world = new World();
    World.Client one = paid(world, "A", 1, World.Ask.COMPLETE);
    world.clients.clear(); // It never comes back.
    World.Client two = new World.Client("B", 0, World.Ask.PAY);
    two.epoch = one.epoch;
    two.attempt = one.attempt;
    world.clients.add(two);
    world.clients.add(new World.Client("W", 2, World.Ask.EVENT));
    world.flushes = 1;
    world.lostWrites = 1;
    world.crashes = 1;
    return world;
  }

  private static World everything() {
    World world = new World();
    world.clients.add(new World.Client("A", 3, World.Ask.PAY, World.Ask.COMPLETE));
    world.clients.add(new World.Client("B", 3, World.Ask.PAY, World.Ask.COMPLETE));
    world.clients.add(new World.Client("C", 2, World.Ask.CANCEL));
    world.clients.add(new World.Client("R", 4, World.Ask.RECOVER));
    world.clients.add(new World.Client("S", 4, World.Ask.RECOVER));
    world.clients.add(new World.Client("W", 6, World.Ask.EVENT));
    world.waits = 1;
    world.neighbours.challenged.add("aB0");
    world.neighbours.refusesCapture.add("aA1");
    world.faults = 4;
    world.crashes = 2;
    world.flushes = 1;
    world.lostWrites = 2;
    world.expiries = 1;
    world.sales = 1;
    world.leaseEnds = 4;
    return world;
  }

  /** A client that has paid already, undisturbed. */
  private static World.Client paid(World world, String name, int retries, World.Ask... then) {
    World.Client client = new World.Client(name, retries, World.Ask.PAY);
    world.run(client);
    world.clients.clear();
    client.asks = List.of(then);
    world.clients.add(client);
    return client;
  }
}
