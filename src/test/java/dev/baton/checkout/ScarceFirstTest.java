package dev.baton.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class ScarceFirstTest {
  private static final Duration MOST = Duration.ofMinutes(15);
  private static final Duration SHORTEST = Duration.ofMinutes(3);
  private static final ScarceFirst RULE = new ScarceFirst(MOST, SHORTEST, Duration.ofMinutes(5));

  @Provide
  Arbitrary<Demand> demands() {
    Arbitrary<Double> rates = Arbitraries.doubles().between(0, 1000).edgeCases(e -> e.add(0.0));
    return Combinators.combine(
            Arbitraries.longs().between(0, 2000),
            Arbitraries.longs().between(0, 2000),
            rates,
            rates)
        .as(Demand::new);
  }

  @Example
  void whatIsWantedFasterThanItLastsIsScarce() {
    // 20 a minute for 5 minutes are 100.
    assertFalse(RULE.early(new Demand(101, 0, 20, 20)));
    assertTrue(RULE.early(new Demand(100, 0, 20, 20)));
    assertEquals(MOST, RULE.lasting(new Demand(101, 0, 20, 20)));
    // Twice as many as there are: half as long.
    assertEquals(Duration.ofMinutes(7), RULE.lasting(new Demand(50, 0, 20, 20)));
    assertEquals(SHORTEST, RULE.lasting(new Demand(5, 0, 20, 20)));
    assertEquals(SHORTEST, RULE.lasting(new Demand(10, 10, 20, 20)));
  }

  @Example
  void whatShoppersOfLateDidNotBuyComesBack() {
    // Of 300 held, half will not be bought, and a third of that comes back within 5 of 15 minutes.
    assertEquals(2.0, RULE.scarcity(new Demand(300, 300, 20, 10)), 1e-9);
  }

  @Example
  void oneOfASlowSellerIsNotScarce() {
    assertFalse(RULE.early(new Demand(1, 0, 0.01, 0.01)));
    assertEquals(MOST, RULE.lasting(new Demand(1, 0, 0.01, 0.01)));
  }

  @Property
  void aHoldIsNeverLongerOrShorterThanAllowed(@ForAll("demands") Demand demand) {
    Duration lasting = RULE.lasting(demand);
    assertTrue(lasting.compareTo(SHORTEST) >= 0 && lasting.compareTo(MOST) <= 0, lasting::toString);
    assertTrue(RULE.early(demand) || lasting.equals(MOST));
  }

  @Property
  void withoutDemandNothingIsScarce(@ForAll("demands") Demand demand) {
    assertEquals(
        0, RULE.scarcity(new Demand(demand.onHand(), demand.held(), 0, demand.soldPerMinute())));
  }

  @Property
  void moreOnHandIsNeverScarcer(
      @ForAll("demands") Demand d, @ForAll @LongRange(min = 0, max = 500) long more) {
    noScarcer(new Demand(d.onHand() + more, d.held(), d.wantedPerMinute(), d.soldPerMinute()), d);
  }

  @Property
  void moreHeldIsNeverLessScarceWhileThereIsAnyLeft(
      @ForAll("demands") Demand d, @ForAll @LongRange(min = 0, max = 500) long more) {
    Demand held =
        new Demand(
            d.onHand() + d.held() + more, d.held() + more, d.wantedPerMinute(), d.soldPerMinute());
    noScarcer(
        new Demand(held.onHand(), d.held(), held.wantedPerMinute(), held.soldPerMinute()), held);
  }

  @Property
  void moreSoldIsNeverLessScarce(
      @ForAll("demands") Demand d, @ForAll @DoubleRange(min = 0, max = 50) double more) {
    noScarcer(d, new Demand(d.onHand(), d.held(), d.wantedPerMinute(), d.soldPerMinute() + more));
  }

  @Property
  void aFasterCrowdThatBuysAsOftenIsNeverLessScarce(
      @ForAll("demands") Demand d, @ForAll @DoubleRange(min = 1, max = 9) double times) {
    noScarcer(
        d,
        new Demand(d.onHand(), d.held(), d.wantedPerMinute() * times, d.soldPerMinute() * times));
  }

  private static void noScarcer(Demand less, Demand more) {
    assertTrue(RULE.scarcity(less) <= RULE.scarcity(more) * (1 + 1e-9), () -> less + " " + more);
    assertTrue(RULE.early(more) || !RULE.early(less) || RULE.scarcity(more) > 1 - 1e-9);
  }

  @Example
  void timesThatCannotBeRightAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ScarceFirst(SHORTEST, MOST, SHORTEST));
    assertThrows(
        IllegalArgumentException.class, () -> new ScarceFirst(MOST, Duration.ZERO, SHORTEST));
    assertThrows(
        IllegalArgumentException.class, () -> new ScarceFirst(MOST, SHORTEST, MOST.plusMillis(1)));
  }
}
