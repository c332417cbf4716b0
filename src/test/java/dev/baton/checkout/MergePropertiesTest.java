package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** What holds for every pair of forks, whatever was done to either. */
class MergePropertiesTest {
  private final Shop shop = new Shop();

  private Merge.Result.Merged merged(
      @Nullable Contents base, Checkout.Open mine, Checkout.Open theirs) {
    return assertInstanceOf(
        Merge.Result.Merged.class,
        Merge.of(
            base,
            mine.contents(),
            theirs.contents(),
            STOREFRONT,
            new Limits(20, 99, 9, 2, 1000),
            DIGEST));
  }

  /** Takes those of the actions that can be taken, one after the other. */
  private Checkout.Open edited(Checkout.Open from, List<Action> actions) {
    Checkout.Open now = from;
    for (Action action : actions) {
      try {
        if (shop.act(now, action)
            instanceof StepResult.Accepted(Checkout.Open next, Quote.ShippingOptions _)) {
          now = next;
        }
      } catch (ProviderException down) {
        // Not now.
      }
    }
    return now;
  }

  private Checkout.Open requoted(Checkout.Open open) {
    return switch (shop.steps().requote(open, STOREFRONT, false, false, DIGEST)) {
      case StepResult.Accepted(Checkout.Open next, Quote.ShippingOptions _) -> next;
      case StepResult other -> throw new AssertionError("not accepted: " + other);
    };
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aForkWithItselfIsThatFork(
      @ForAll("carts") List<Action> start, @ForAll("edits") List<Action> edits) {
    Checkout.Open base = edited(Shop.open(Shop.empty()), start);
    Checkout.Open fork = edited(base, edits);
    for (Contents from : new Contents[] {null, base.contents()}) {
      assertEquals(new Merge.Result.Merged(fork.contents(), List.of()), merged(from, fork, fork));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void withItsBaseAForkIsThatFork(
      @ForAll("carts") List<Action> start,
      @ForAll("edits") List<Action> edits,
      @ForAll @IntRange(max = 40) int minutes,
      @ForAll("ports") @Nullable Port down) {
    Checkout.Open base = edited(Shop.open(Shop.empty()), start);
    shop.pass(Duration.ofMinutes(minutes));
    if (down != null) {
      shop.down.add(down);
    }
    Checkout.Open fork = edited(base, edits);
    assertEquals(
        new Merge.Result.Merged(fork.contents(), List.of()), merged(base.contents(), fork, base));
    Merge.Result.Merged turned = merged(base.contents(), base, fork);
    if (turned.conflicts().isEmpty()) {
      assertEquals(fork.contents(), turned.contents());
    } else {
      turned.conflicts().forEach(conflict -> assertTrue(personal(conflict.pointer())));
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void editsThatDoNotTouchEachOtherCommute(
      @ForAll("carts") List<Action> start, @ForAll("disjoint") Tuple.Tuple2<Action, Action> pair) {
    Checkout.Open base = edited(Shop.open(Shop.empty()), start);
    Checkout.Open first = edited(base, List.of(pair.get1()));
    Checkout.Open second = edited(base, List.of(pair.get2()));
    Merge.Result.Merged one = merged(base.contents(), first, second);
    Merge.Result.Merged other = merged(base.contents(), second, first);
    assertEquals(List.of(), one.conflicts());
    assertEquals(List.of(), other.conflicts());
    Checkout.Open merged = requoted(first.with(one.contents()));
    assertEquals(normal(merged), normal(requoted(second.with(other.contents()))));
    if (first != base && second != base) {
      StepResult inOne = shop.act(base, pair.get1(), pair.get2());
      boolean accepted = inOne instanceof StepResult.Accepted;
      Statistics.label("both at once").collect(accepted);
      if (inOne instanceof StepResult.Accepted(Checkout.Open both, Quote.ShippingOptions _)) {
        assertEquals(normal(both), normal(merged));
      }
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void nothingIsDroppedInSilence(
      @ForAll("carts") List<Action> start,
      @ForAll("edits") List<Action> left,
      @ForAll("edits") List<Action> right) {
    Checkout.Open base = edited(Shop.open(Shop.empty()), start);
    Checkout.Open mine = edited(base, left);
    Checkout.Open theirs = edited(base, right);
    Merge.Result.Merged result = merged(base.contents(), mine, theirs);
    Map<String, Object> before = facts(base.contents());
    Map<String, Object> after = facts(result.contents());
    List<String> told = result.conflicts().stream().map(MergePropertiesTest::subject).toList();
    Statistics.label("conflicts").collect(!told.isEmpty());
    for (Checkout.Open side : List.of(mine, theirs)) {
      Map<String, Object> wanted = facts(side.contents());
      TreeMap<String, Object> all = new TreeMap<>(wanted);
      all.putAll(before);
      for (String subject : all.keySet()) {
        boolean changed = !Objects.equals(before.get(subject), wanted.get(subject));
        assertTrue(
            !changed
                || Objects.equals(after.get(subject), wanted.get(subject))
                || told.contains(subject),
            () -> subject + " was dropped in silence");
      }
    }
    for (Merge.Conflict conflict : result.conflicts()) {
      assertEquals(facts(mine.contents()).get(subject(conflict)), after.get(subject(conflict)));
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void withoutABaseEverythingIsThereOrTold(
      @ForAll("carts") List<Action> start,
      @ForAll("edits") List<Action> left,
      @ForAll("edits") List<Action> right) {
    Checkout.Open base = edited(Shop.open(Shop.empty()), start);
    Checkout.Open mine = edited(base, left);
    Checkout.Open theirs = edited(base, right);
    Merge.Result.Merged result = merged(null, mine, theirs);
    Map<String, Object> after = facts(result.contents());
    List<String> told = result.conflicts().stream().map(MergePropertiesTest::subject).toList();
    for (Checkout.Open side : List.of(mine, theirs)) {
      facts(side.contents())
          .forEach((subject, value) ->
              assertTrue(value.equals(after.get(subject)) || told.contains(subject), subject));
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void theResultIsAPossibleStateWithQuotesForItself(
      @ForAll("carts") List<Action> start,
      @ForAll("edits") List<Action> left,
      @ForAll("edits") List<Action> right,
      @ForAll @IntRange(max = 40) int minutes,
      @ForAll("ports") @Nullable Port down,
      @ForAll boolean based) {
    Checkout.Open base = edited(Shop.open(Shop.empty()), start);
    Checkout.Open mine = edited(base, left);
    shop.pass(Duration.ofMinutes(minutes));
    if (down != null) {
      shop.down.add(down);
    }
    Checkout.Open theirs = edited(base, right);
    Contents contents = merged(based ? base.contents() : null, mine, theirs).contents();
    shop.limits = new Limits(20, 99, 9, 2, 1000);
    boolean taxIncluded = STOREFRONT.taxIncluded(contents.effectiveCountry());
    for (Receipt receipt : contents.receipts()) {
      assertTrue(
          receipt.degraded()
              || receipt
                  .input()
                  .equals(DIGEST.of(QuoteInputs.of(receipt.port(), contents, taxIncluded))),
          () -> "a quote for something else: " + receipt.port());
    }
    if (!contents.lines().isEmpty()) {
      shop.down.clear();
    }
    Invariants.check(requoted(mine.with(contents)), shop);
  }

  /** What a shopper can change, by what a conflict about it is known by. */
  private static Map<String, Object> facts(Contents contents) {
    Map<String, Object> facts = new TreeMap<>();
    contents.lines().forEach(line -> facts.put("sku " + line.sku(), line.quantity()));
    contents.codes().forEach(code -> facts.put("code " + code.toUpperCase(), true));
    contents.attributes().forEach((name, value) -> facts.put("/attributes/" + name, value));
    if (contents.shipping() != null) {
      facts.put(
          "/shipping/option",
          contents.shipping().wanted() + " " + contents.shipping().wantedLocation());
    }
    Personal personal = contents.personal();
    if (personal.customer() != null) {
      facts.put("/customer", personal.customer());
    }
    if (personal.shippingAddress() != null) {
      facts.put("/shippingAddress", personal.shippingAddress());
    }
    if (personal.billingAddress() != null) {
      facts.put("/billingAddress", personal.billingAddress());
    }
    return facts;
  }

  private static String subject(Merge.Conflict conflict) {
    return conflict.sku() == null ? conflict.pointer() : "sku " + conflict.sku();
  }

  private static boolean personal(String pointer) {
    return List.of("/customer", "/shippingAddress", "/billingAddress").contains(pointer);
  }

  private static Contents normal(Checkout.Open open) {
    Contents contents = open.contents();
    List<Line> lines = new ArrayList<>(contents.lines());
    lines.sort(Comparator.comparing(Line::id));
    return contents
        .withRevision(1)
        .withLines(lines)
        .withPromotions(contents.codes().stream().sorted().toList(), contents.promotions());
  }

  // --- inputs

  @Provide
  Arbitrary<List<Action>> carts() {
    return new CheckoutPropertiesTest().carts();
  }

  @Provide
  Arbitrary<Tuple.Tuple2<Action, Action>> disjoint() {
    return new CheckoutPropertiesTest().disjoint();
  }

  @Provide
  Arbitrary<Port> ports() {
    return Arbitraries.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX).injectNull(0.5);
  }

  @Provide
  Arbitrary<List<Action>> edits() {
    Arbitrary<String> sku = Arbitraries.of("mug-blue", "mug-red", "book", "song", "sticker");
    Arbitrary<String> line = sku.map(name -> LineId.of(name, Map.of()));
    return Arbitraries.<Action>oneOf(
            Combinators.combine(sku, Arbitraries.integers().between(1, 3)).as(Shop::add),
            Combinators.combine(line, Arbitraries.integers().between(0, 5))
                .as(Action.SetQuantity::new),
            line.map(Action.RemoveLine::new),
            Arbitraries.of(List.of(Shop.add("book", 1)), List.<Action.AddLine>of())
                .map(Action.SetLines::new),
            Arbitraries.of("FIVE", "five", "SHIPFREE", "WELCOME10").map(Action.ApplyPromotion::new),
            Arbitraries.of("p1", "p5", "pf").map(Action.RemovePromotion::new),
            Combinators.combine(
                    Arbitraries.of("note", "gift"), Arbitraries.of("x", "y").injectNull(0.3))
                .as(Action.SetAttribute::new),
            Combinators.combine(
                    Arbitraries.of("standard", "express", "cheapest", "pickup"),
                    Arbitraries.of("berlin").injectNull(0.8))
                .as(Action.ChooseShippingOption::new),
            Arbitraries.of(Shop.ada(), new Customer("b@example.com", null, null, null, null, null))
                .map(Action.SetCustomer::new),
            address().map(Action.SetShippingAddress::new),
            address().map(Action.SetBillingAddress::new))
        .list()
        .ofMaxSize(6);
  }

  private static Arbitrary<Address> address() {
    return Arbitraries.of(Shop.berlin(), Shop.address("AT", "1010"), Shop.address("US", "94105"))
        .injectNull(0.2);
  }
}
