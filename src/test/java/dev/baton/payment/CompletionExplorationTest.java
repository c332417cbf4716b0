package dev.baton.payment;

import static dev.baton.payment.Client.Ask.RESERVE;
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
    explore("two completes", Starts::twoCompletes);
  }

  @Test
  void aCancelAgainstACompleteEndsInOneOfBoth() {
    explore("cancel against complete", Starts::cancelAgainstComplete);
  }

  @Test
  void payingAgainAgainstACompleteChargesOnce() {
    explore("pay again against complete", Starts::payAgain);
  }

  @Test
  void aLostRedisCostsNoMoneyAndNoPaidOrder() {
    explore("lost Redis", Starts::lostRedis);
  }

  @Test
  void aRefusedCaptureOrAnExpiredAuthorisationUndoesTheOrder() {
    explore("refused capture", Starts::refusedCapture);
  }

  @Test
  void theLastUnitBoughtByAnotherIsRefusedWithoutACharge() {
    explore("last unit", Starts::lastUnit);
  }

  @Test
  void anIntentOfAnotherAmountIsNeverCaptured() {
    explore("another amount", Starts::anotherAmount);
  }

  @Test
  void anEventAgainstACompleteMakesOneOrder() {
    explore("event against complete", Starts::eventAgainstComplete);
  }

  @Test
  void anEventAgainstACancelEndsInOneOfBoth() {
    explore("event against cancel", Starts::eventAgainstCancel);
  }

  @Test
  void anAuthenticationEndsInAnOrderOrIsGivenUp() {
    explore("authentication", Starts::authentication, 1);
    explore("back from the bank", Starts::backFromTheBank);
  }

  @Test
  void eventsAfterALostRedisCompleteOrVoidEveryPayment() {
    explore("events after a lost Redis", Starts::eventsAfterALostRedis);
  }

  @Test
  void anchorsOfAnOlderTokenAfterALostRedisCostNoPaidOrder() {
    explore("an older token", () -> Starts.olderTokenAfterALostRedis(RESERVE));
    explore("an older token twice", () -> Starts.olderTokenAfterALostRedis(RESERVE, RESERVE));
  }

  @Test
  void payingWithAnOlderTokenAfterALostRedisChargesOnce() {
    explore("paid twice", Starts::paidTwiceAfterALostRedis, 1);
  }

  @Test
  void aReplacedPaymentsTokenAfterALostRedisCostsNoPaidOrder() {
    explore("a replaced payment", Starts::replacedPaymentAfterALostRedis);
  }

  @Test
  void randomWalksWithManyFaults() {
    long seed = Long.getLong("baton.seed", new Random().nextLong());
    Random random = new Random(seed);
    Set<List<Object>> checked = new HashSet<>();
    long steps = 0;
    for (int walk = 0; walk < WALKS; walk++) {
      World world = Starts.everything();
      world.troubles = 2 + random.nextInt(6);
      for (int depth = 0; depth < 120; depth++) {
        List<World> next = Moves.from(world);
        if (next.isEmpty()) {
          break;
        }
        world = next.get(random.nextInt(next.size()));
        steps++;
        String violation = AtRest.check(world, checked);
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
        List.of(Starts::refusedCapture, Starts::payAgain, Starts::lostRedis, Starts::lastUnit));
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
      case REVALIDATE_THE_INTENT -> Starts::anotherAmount;
      case COMPARE_AND_SET_THE_RECORD,
          PLACE_FIRST_CAPTURE_AFTER,
          CLOSE_BEFORE_VOID,
          VOID_BEFORE_CANCELLED ->
          Starts::cancelAgainstComplete;
      case REVOKE_BEFORE_VOID_OR_REPLACE,
          SETTLE_UNPAID_AFTER_A_REFUSED_CAPTURE,
          SETTLED_UNPAID_BARS_THE_ATTEMPT,
          A_DEAD_INTENT_GETS_A_NEW_JTI ->
          Starts::refusedCapture;
      case SETTLE_PAID_AFTER_CAPTURE, UNKNOWN_IS_NEVER_GUESSED -> Starts::twoCompletes;
      case ONE_ORDER_A_CHECKOUT,
          KEYS_BY_ATTEMPT_NEVER_BY_CHECKOUT,
          JUDGEMENT_ONLY_BY_THE_HOLDER_OF_THE_LEASE ->
          Starts::payAgain;
      case A_REFUSAL_IS_REMEMBERED_FOR_THE_ATTEMPT_ONLY, A_MISSING_HOLD_NEVER_STOPS_A_COMPLETION ->
          Starts::lastUnit;
      case ASK_THE_BACKEND_WHERE_THE_RECORD_IS_MISSING, RECONCILE_FROM_THE_BACKENDS_LIST ->
          Starts::lostRedis;
      case A_WEBHOOK_COMPARES_ATTEMPTS_NOT_EPOCHS,
          REBUILD_FROM_THE_PAYMENTS_METADATA,
          A_RECORD_MADE_ANEW_TAKES_A_LATER_PAYMENT ->
          Starts::eventsAfterALostRedis;
      case A_RECORD_MADE_ANEW_TAKES_UP_WHAT_IT_NEVER_KNEW ->
          () -> Starts.olderTokenAfterALostRedis(RESERVE);
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
      String violation = AtRest.check(world, checked);
      if (violation != null) {
        return new Result(seen.size(), violation);
      }
      for (World next : Moves.from(world)) {
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
}
