package dev.baton.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.HoldPolicy;
import dev.baton.simulation.FlashSale.Scenario;
import dev.baton.simulation.Sale.Rules;
import dev.baton.simulation.Sale.Tally;
import dev.baton.simulation.Visit.Crowd;
import dev.baton.simulation.Visit.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What the README says of the policies, with the rule that the gateway goes by. */
class FlashSaleTest {
  private static final int RUNS = 30;

  private static Map<HoldPolicy, List<Tally>> all(Scenario scenario) {
    Map<HoldPolicy, List<Tally>> all = new EnumMap<>(HoldPolicy.class);
    for (HoldPolicy policy : HoldPolicy.values()) {
      all.put(policy, FlashSale.runs(scenario, policy, Rules.DEFAULT, RUNS));
    }
    return all;
  }

  private static double mean(
      Map<HoldPolicy, List<Tally>> all, HoldPolicy policy, ToDoubleFunction<Tally> figure) {
    return FlashSale.mean(all.get(policy), figure);
  }

  @Example
  void inAFlashSaleScarceFirstSellsEverythingAndTurnsFewAwayAtTheLastStep() {
    var all = all(FlashSale.SCENARIOS.get(0));
    assertTrue(mean(all, HoldPolicy.SCARCE_FIRST, Tally::sold) > 298);
    assertTrue(mean(all, HoldPolicy.AT_SHIPPING, Tally::sold) < 285);
    assertTrue(mean(all, HoldPolicy.EXPLICIT, Tally::sold) < 250);
    assertTrue(
        mean(all, HoldPolicy.SCARCE_FIRST, Tally::lastStep)
            < mean(all, HoldPolicy.AT_PAYMENT, Tally::lastStep) / 2);
    assertTrue(
        mean(all, HoldPolicy.SCARCE_FIRST, Tally::idle)
            < mean(all, HoldPolicy.AT_SHIPPING, Tally::idle) / 3);
  }

  @Example
  void whereThereIsAlmostEnoughScarceFirstLosesFewSales() {
    var all = all(FlashSale.SCENARIOS.get(1));
    assertTrue(mean(all, HoldPolicy.SCARCE_FIRST, Tally::sold) > 295);
    assertTrue(mean(all, HoldPolicy.AT_SHIPPING, Tally::sold) < 280);
    assertTrue(
        mean(all, HoldPolicy.SCARCE_FIRST, Tally::lastStep)
            < mean(all, HoldPolicy.AT_PAYMENT, Tally::lastStep));
  }

  @Example
  void whereThereIsPlentyEveryPolicySellsTheSameAndScarceFirstHoldsNothingIdle() {
    var all = all(FlashSale.SCENARIOS.get(2));
    for (HoldPolicy policy : HoldPolicy.values()) {
      assertEquals(
          mean(all, HoldPolicy.AT_PAYMENT, Tally::sold), mean(all, policy, Tally::sold), 0);
      assertEquals(0, mean(all, policy, Tally::lastStep));
    }
    assertEquals(0, mean(all, HoldPolicy.SCARCE_FIRST, Tally::idle));
  }

  @Property(tries = 60)
  void neitherUnitsNorShoppersAreLostOrMadeUp(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 60) int units,
      @ForAll @IntRange(min = 1, max = 200) int shoppers,
      @ForAll HoldPolicy policy) {
    List<Visit> visits = new Crowd(shoppers, Duration.ofMinutes(5)).visits(seed);
    Tally tally = Sale.run(policy, Rules.DEFAULT, units, visits);
    long buyers = visits.stream().filter(visit -> visit.leaves() == Stage.BUYS).count();

    assertTrue(tally.sold() <= Math.min(units, buyers), tally::toString);
    assertTrue(tally.atOnce() <= tally.sold());
    assertTrue(
        tally.sold() + tally.lastStep() + tally.earlier() + tally.door() >= Math.min(units, buyers),
        tally::toString);
    assertTrue(tally.lastStep() + tally.earlier() + tally.door() <= shoppers, tally::toString);
    assertEquals(tally, Sale.run(policy, Rules.DEFAULT, units, visits));
    if (policy == HoldPolicy.AT_PAYMENT) {
      assertEquals(Math.min(units, buyers), tally.sold());
      assertEquals(0, tally.idle());
      assertEquals(0, tally.earlier());
    }
  }
}
