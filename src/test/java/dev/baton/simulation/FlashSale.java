package dev.baton.simulation;

import dev.baton.checkout.HoldPolicy;
import dev.baton.simulation.Sale.Rules;
import dev.baton.simulation.Sale.Tally;
import dev.baton.simulation.Visit.Crowd;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** Compares when to hold stock, in sales that differ in nothing else: {@code ./baton simulate}. */
public final class FlashSale {
  static final int RUNS = 200;

  /**
   * A sale.
   *
   * @param units on hand at its start
   */
  record Scenario(String name, long units, Crowd crowd) {}

  static final List<Scenario> SCENARIOS =
      List.of(
          new Scenario(
              "flash sale: 300 units, 1,500 shoppers", 300, new Crowd(1500, Duration.ofMinutes(8))),
          new Scenario(
              "tight: 300 units, 650 shoppers", 300, new Crowd(650, Duration.ofMinutes(8))),
          new Scenario(
              "plenty: 300 units, 200 shoppers", 300, new Crowd(200, Duration.ofMinutes(8))));

  private FlashSale() {}

  /** The same sale with other shoppers, many times. */
  static List<Tally> runs(Scenario scenario, HoldPolicy policy, Rules rules, int runs) {
    return LongStream.range(0, runs)
        .mapToObj(seed -> Sale.run(policy, rules, scenario.units(), scenario.crowd().visits(seed)))
        .toList();
  }

  static double mean(List<Tally> tallies, ToDoubleFunction<Tally> figure) {
    return tallies.stream().mapToDouble(figure).average().orElseThrow();
  }

  /**
   * Prints a table.
   *
   * @param args how many runs of each
   */
  public static void main(String[] args) {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : RUNS;
    for (Scenario scenario : SCENARIOS) {
      System.out.printf(
          "%n%s (mean of %d runs)%n%n| policy | sold | turned away at the last step | turned away"
              + " earlier | unit-minutes held for nothing | sold within 15 min |%n|---|---|---|---|---|---|%n",
          scenario.name(), runs);
      for (HoldPolicy policy : HoldPolicy.values()) {
        List<Tally> all = runs(scenario, policy, Rules.DEFAULT, runs);
        System.out.printf(
            Locale.ROOT,
            "| %s | %.1f | %.1f | %.1f | %.0f | %.1f |%n",
            policy.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            mean(all, Tally::sold),
            mean(all, Tally::lastStep),
            // When they reserved, or as they came and all was sold.
            mean(all, tally -> tally.earlier() + tally.door()),
            mean(all, Tally::idle),
            mean(all, Tally::atOnce));
      }
    }
  }
}
