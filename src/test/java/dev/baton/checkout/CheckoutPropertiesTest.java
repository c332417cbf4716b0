package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** What holds whatever is done to a checkout, possible or not, in whatever order. */
class CheckoutPropertiesTest {
  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void noSequenceLeavesAnImpossibleState(@ForAll("events") List<Event> events) {
    Shop shop = new Shop();
    Checkout checkout = Shop.open(Shop.empty());
    for (Event event : events) {
      int before = checkout.contents().revision();
      checkout = event.after(checkout, shop);
      assertTrue(checkout.contents().revision() - before <= 1);
      Invariants.check(checkout, shop);
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatNextListsIsAcceptedAndAllElseIsRefusedAsNotOpen(@ForAll("events") List<Event> events) {
    Shop shop = new Shop();
    // Two palaces leave no cent below 2^53 for anything that is open: StepsTest has that refusal.
    shop.catalogue.put("palace", new LinePrice("Palace", 900_000_000, false, "standard", null));
    Checkout checkout = Shop.open(Shop.empty());
    for (Event event : events) {
      checkout = event.after(checkout, shop);
    }
    Statistics.label("state")
        .collect(checkout.getClass().getSimpleName())
        .coverage(coverage -> {
          for (Class<?> state : Checkout.class.getPermittedSubclasses()) {
            coverage.check(state.getSimpleName()).count(count -> count > 0);
          }
        });
    Statistics.label("payment")
        .collect(shop.assess(checkout).payment())
        .coverage(coverage -> coverage.check("changed").count(count -> count > 0));
    shop.down.clear();
    shop.limits = new Limits(20, 30, 12, 2, 1000);
    List<String> next = shop.assess(checkout).next();
    assertEquals(next.size(), new HashSet<>(next).size());
    for (String name : Moves.ACTIONS) {
      Action valid = valid(name, checkout, shop);
      if (next.contains(name)) {
        assertNotNull(valid, name + " is listed without anything to do");
        StepResult result = shop.act(checkout, valid);
        assertTrue(result instanceof StepResult.Accepted, name + ": " + result);
      } else {
        assertEquals(
            ProblemType.STEP_NOT_OPEN, shop.refused(checkout, any(name, checkout)).type(), name);
      }
    }
    for (String name : Moves.OPERATIONS) {
      Refusal refusal = shop.assess(checkout).refusal(name);
      if (next.contains(name)) {
        assertNull(refusal);
      } else {
        assertNotNull(refusal);
        assertEquals(ProblemType.STEP_NOT_OPEN, refusal.type());
      }
    }
  }

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void disjointActionsCommute(
      @ForAll("carts") List<Action> start, @ForAll("disjoint") Tuple.Tuple2<Action, Action> pair) {
    Shop shop = new Shop();
    Checkout cart = shop.cart(start.toArray(Action[]::new));
    Action first = pair.get1();
    Action second = pair.get2();

    StepResult inTwo = then(shop, shop.act(cart, first), second);
    StepResult turned = then(shop, shop.act(cart, second), first);
    StepResult inOne = shop.act(cart, first, second);
    StepResult inOneTurned = shop.act(cart, second, first);

    assertSame(inTwo, turned);
    assertSame(inOne, inOneTurned);
    if (inTwo instanceof StepResult.Accepted) {
      assertSame(inTwo, inOne);
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aRetryGivesTheSameState(@ForAll("events") List<Event> events) {
    Shop shop = new Shop();
    Checkout checkout = Shop.open(Shop.empty());
    for (Event event : events) {
      checkout = event.after(checkout, shop);
    }
    shop.down.clear();
    Checkout fresh =
        ((StepResult.Accepted) shop.steps().requote(checkout, STOREFRONT, false, false, DIGEST))
            .checkout();
    shop.asked.clear();
    StepResult again = shop.steps().requote(fresh, STOREFRONT, false, false, DIGEST);
    assertEquals(fresh, ((StepResult.Accepted) again).checkout());
    assertEquals(Set.of(), shop.lastAsked());
  }

  private static StepResult then(Shop shop, StepResult first, Action second) {
    return first instanceof StepResult.Accepted(Checkout checkout, Quote.ShippingOptions _)
        ? shop.act(checkout, second)
        : first;
  }

  /** The same apart from the revision and the order in which lines and codes were added. */
  private static void assertSame(StepResult one, StepResult other) {
    if (one instanceof StepResult.Accepted(Checkout left, Quote.ShippingOptions _)
        && other instanceof StepResult.Accepted(Checkout right, Quote.ShippingOptions _)) {
      assertEquals(normal(left.contents()), normal(right.contents()));
      assertEquals(Totals.of(left, STOREFRONT), Totals.of(right, STOREFRONT));
    } else {
      assertEquals(one.getClass(), other.getClass());
    }
  }

  private static Contents normal(Contents contents) {
    List<Line> lines = new ArrayList<>(contents.lines());
    lines.sort(Comparator.comparing(Line::id));
    return contents
        .withRevision(1)
        .withLines(lines)
        .withPromotions(contents.codes().stream().sorted().toList(), contents.promotions());
  }

  /** An action of that name that this state can take; null if there is none. */
  private static @Nullable Action valid(String name, Checkout checkout, Shop shop) {
    List<Line> lines = checkout.contents().lines();
    List<String> codes = checkout.contents().codes();
    return switch (name) {
      case "add-line" -> {
        shop.catalogue.put("new", new LinePrice("New", 1, true, "standard", null));
        yield Shop.add("new", 1);
      }
      case "set-quantity" ->
          lines.isEmpty() ? null : new Action.SetQuantity(lines.getFirst().id(), 1);
      case "remove-line" -> lines.isEmpty() ? null : new Action.RemoveLine(lines.getLast().id());
      case "set-lines" -> new Action.SetLines(List.of());
      case "choose-shipping-option" -> new Action.ChooseShippingOption("cheapest", null);
      case "apply-promotion" ->
          new Action.ApplyPromotion(
              codes.isEmpty() ? lines.isEmpty() ? "LATER" : "SHIPFREE" : codes.getFirst());
      case "remove-promotion" ->
          codes.isEmpty() ? null : new Action.RemovePromotion(idOf(checkout));
      default -> any(name, checkout);
    };
  }

  /** The id that the checkout shows for its last code: the promotion's, or the problem's. */
  private static String idOf(Checkout checkout) {
    String code = checkout.contents().codes().getLast();
    return checkout.contents().promotions().stream()
        .filter(promotion -> code.equalsIgnoreCase(promotion.code()))
        .map(Promotion::id)
        .findFirst()
        .orElse(code);
  }

  private static Action any(String name, Checkout checkout) {
    return switch (name) {
      case "add-line" -> Shop.add("song", 1);
      case "set-quantity" -> new Action.SetQuantity("any", 1);
      case "remove-line" -> new Action.RemoveLine("any");
      case "set-lines" -> new Action.SetLines(List.of());
      case "set-customer" -> new Action.SetCustomer(Shop.ada());
      case "set-shipping-address" -> new Action.SetShippingAddress(Shop.berlin());
      case "set-billing-address" ->
          // With nothing else known this decides where it is sold to.
          new Action.SetBillingAddress(Shop.address("AT", "1010"));
      case "choose-shipping-option" -> new Action.ChooseShippingOption("cheapest", null);
      case "apply-promotion" -> new Action.ApplyPromotion("FIVE");
      case "remove-promotion" -> new Action.RemovePromotion("any");
      case "set-attribute" -> new Action.SetAttribute("note", "x");
      default -> fail("unknown action " + name);
    };
  }

  @Provide
  Arbitrary<List<Event>> events() {
    return AnyEvents.events();
  }

  @Provide
  Arbitrary<List<Action>> carts() {
    return DisjointActions.carts();
  }

  @Provide
  Arbitrary<Tuple.Tuple2<Action, Action>> disjoint() {
    return DisjointActions.pairs();
  }
}
