package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** What holds whatever is done to a checkout, possible or not, in whatever order. */
class CheckoutPropertiesTest {
  private static final List<String> SKUS =
      List.of("mug-blue", "mug-red", "book", "song", "print", "sticker", "palace", "unicorn");

  /** One thing that happens to a checkout or around it. */
  sealed interface Event {
    record Act(List<Action> actions, boolean options) implements Event {}

    record Requote(boolean all) implements Event {}

    record Pass(Duration time) implements Event {}

    record Toggle(Port port) implements Event {}

    record Retire(String sku) implements Event {}

    record EndCode(String code) implements Event {}

    record Stock(String sku, long units) implements Event {}

    record Reserved(Duration lasting) implements Event {}

    record Paid(Payment.Status status) implements Event {}

    record Move(String operation) implements Event {}
  }

  @Property(tries = 600, edgeCases = EdgeCasesMode.NONE)
  void noSequenceLeavesAnImpossibleState(@ForAll("events") List<Event> events) {
    Shop shop = new Shop();
    Checkout checkout = Shop.open(Shop.empty());
    for (Event event : events) {
      int before = checkout.contents().revision();
      checkout = after(checkout, event, shop);
      assertTrue(checkout.contents().revision() - before <= 1);
      Invariants.check(checkout, shop);
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatNextListsIsAcceptedAndAllElseIsRefusedAsNotOpen(@ForAll("events") List<Event> events) {
    Shop shop = new Shop();
    Checkout checkout = Shop.open(Shop.empty());
    for (Event event : events) {
      checkout = after(checkout, event, shop);
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
    shop.limits = new Limits(20, 30, 12, 2);
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
      checkout = after(checkout, event, shop);
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

  private static Checkout after(Checkout checkout, Event event, Shop shop) {
    return switch (event) {
      case Event.Act(List<Action> actions, boolean options) ->
          stepped(
              checkout,
              () ->
                  shop.steps()
                      .act(checkout, STOREFRONT, actions, "/actions", null, options, DIGEST));
      case Event.Requote(boolean all) ->
          stepped(checkout, () -> shop.steps().requote(checkout, STOREFRONT, all, false, DIGEST));
      case Event.Pass(Duration time) -> {
        shop.pass(time);
        yield checkout;
      }
      case Event.Toggle(Port port) -> {
        if (!shop.down.remove(port)) {
          shop.down.add(port);
        }
        yield checkout;
      }
      case Event.Retire(String sku) -> {
        shop.catalogue.remove(sku);
        yield checkout;
      }
      case Event.EndCode(String code) -> {
        shop.endedCodes.add(code);
        yield checkout;
      }
      case Event.Stock(String sku, long units) -> {
        shop.stock.put(sku, units);
        yield checkout;
      }
      case Event.Reserved(Duration lasting) -> reserved(checkout, shop, lasting);
      case Event.Paid(Payment.Status status) -> paid(checkout, shop, status);
      case Event.Move(String operation) -> moved(checkout, shop, operation);
    };
  }

  private interface Step {
    StepResult take();
  }

  private static Checkout stepped(Checkout before, Step step) {
    try {
      return switch (step.take()) {
        case StepResult.Accepted(Checkout after, Quote.ShippingOptions _) -> after;
        case StepResult.Refused _ -> before;
      };
    } catch (ProviderException down) {
      return before;
    }
  }

  private static Checkout reserved(Checkout checkout, Shop shop, Duration lasting) {
    return checkout instanceof Checkout.Open open && shop.assess(open).refusal("reserve") == null
        ? open.with(
            new Reservation(
                Reservation.Status.HELD,
                shop.now.plus(lasting),
                DIGEST.of(FixedText.ofHeld(open.contents()))))
        : checkout;
  }

  private static Checkout paid(Checkout checkout, Shop shop, Payment.Status status) {
    if (!(checkout instanceof Checkout.Open open) || shop.assess(open).refusal("pay") != null) {
      return checkout;
    }
    Totals totals = Totals.of(open, STOREFRONT);
    String fixed = DIGEST.of(FixedText.of(open.contents(), totals));
    return open.with(new Payment(status, "attempt", fixed, totals.due(), null));
  }

  private static Checkout moved(Checkout checkout, Shop shop, String operation) {
    if (shop.assess(checkout).refusal(operation) != null) {
      return checkout;
    }
    return switch (checkout) {
      case Checkout.Open open when operation.equals("complete") -> open.completing();
      case Checkout.Open open when operation.equals("cancel") -> open.cancelling();
      case Checkout.Completing completing ->
          completing.completed(
              new Payment(
                  Payment.Status.CAPTURED,
                  completing.payment().attempt(),
                  completing.payment().fixed(),
                  completing.payment().amount(),
                  null),
              new Order("o1", "1", null, shop.now, Order.Status.PLACED));
      case Checkout.Cancelling cancelling -> cancelling.cancelled(Payment.NONE);
      default -> checkout;
    };
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

  // --- inputs

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
    Arbitrary<Event> event =
        Arbitraries.frequencyOf(
            Tuple.of(
                12,
                Combinators.combine(
                        action().list().ofMinSize(1).ofMaxSize(4), Arbitraries.of(true, false))
                    .as(Event.Act::new)),
            Tuple.of(1, Arbitraries.of(true, false).map(Event.Requote::new)),
            Tuple.of(
                2,
                Arbitraries.integers()
                    .between(1, 40)
                    .map(minutes -> new Event.Pass(Duration.ofMinutes(minutes)))),
            Tuple.of(
                1,
                Arbitraries.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX)
                    .map(Event.Toggle::new)),
            Tuple.of(1, Arbitraries.of("book", "mug-blue").map(Event.Retire::new)),
            Tuple.of(1, Arbitraries.of("FIVE", "WELCOME10").map(Event.EndCode::new)),
            Tuple.of(1, Arbitraries.of(0L, 3L).map(units -> new Event.Stock("mug-red", units))),
            Tuple.of(1, Arbitraries.just(new Event.Reserved(Duration.ofMinutes(10)))),
            Tuple.of(
                2,
                // Nothing is captured before the order was placed.
                Arbitraries.of(Payment.Status.class)
                    .filter(status -> status != Payment.Status.CAPTURED)
                    .map(Event.Paid::new)),
            Tuple.of(1, Arbitraries.of("complete", "cancel").map(Event.Move::new)));
    // Most of them start from a checkout that is on its way, and some end by giving up: none of
    // these steps is likely by itself.
    return Combinators.combine(
            Arbitraries.integers().between(0, WAY.size()),
            event.list().ofMaxSize(14),
            Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 2)))
        .as((steps, events, cancels) -> {
          List<Event> all = new ArrayList<>(WAY.subList(0, steps));
          all.addAll(events);
          all.addAll(Collections.nCopies(cancels, new Event.Move("cancel")));
          return all;
        });
  }

  private static final List<Action> READY =
      List.of(
          Shop.add("mug-blue", 2),
          new Action.SetCustomer(Shop.ada()),
          new Action.SetShippingAddress(Shop.berlin()),
          new Action.ChooseShippingOption("standard", null));

  private static final List<Event> WAY =
      List.of(
          new Event.Act(READY, false),
          new Event.Reserved(Duration.ofMinutes(10)),
          new Event.Paid(Payment.Status.AUTHORIZED),
          new Event.Move("complete"),
          new Event.Move("complete"));

  private static Arbitrary<Action> action() {
    return Arbitraries.oneOf(
        addLine(),
        Combinators.combine(lineId(), Arbitraries.integers().between(-1, 25))
            .as(Action.SetQuantity::new),
        lineId().map(Action.RemoveLine::new),
        addLine().list().ofMaxSize(4).map(lines -> new Action.SetLines(lines)),
        Arbitraries.of(Shop.ada(), new Customer("b@example.com", null, "Co", "DE1", "7", "b2b"))
            .map(Action.SetCustomer::new),
        address().map(Action.SetShippingAddress::new),
        address().map(Action.SetBillingAddress::new),
        Combinators.combine(
                Arbitraries.of("standard", "express", "cheapest", "pickup", "drone"),
                Arbitraries.of("berlin", "wien", "mars").injectNull(0.7))
            .as(Action.ChooseShippingOption::new),
        code().map(Action.ApplyPromotion::new),
        Arbitraries.of("p1", "p5", "p20", "pf", "FIVE", "nosuch").map(Action.RemovePromotion::new),
        Combinators.combine(
                Arbitraries.of("note", "gift", "other"), Arbitraries.of("x", "y").injectNull(0.3))
            .as(Action.SetAttribute::new));
  }

  private static Arbitrary<Action.AddLine> addLine() {
    return Combinators.combine(
            Arbitraries.of(SKUS),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(Map.<String, String>of(), Map.of("text", "Ada")))
        .as(Action.AddLine::new);
  }

  private static Arbitrary<String> code() {
    return Arbitraries.of("FIVE", "five", "READ20", "SHIPFREE", "WELCOME10", "NOSUCH");
  }

  private static Arbitrary<String> lineId() {
    return Arbitraries.of(SKUS).map(sku -> LineId.of(sku, Map.of()));
  }

  private static Arbitrary<Address> address() {
    return Arbitraries.of(
            Shop.berlin(),
            Shop.address("AT", "1010"),
            Shop.address("US", "94105"),
            Shop.address("US", null),
            Shop.address("CH", "3011"),
            Shop.address("FR", "75001"))
        .injectNull(0.1);
  }

  @Provide
  Arbitrary<List<Action>> carts() {
    return Arbitraries.of("mug-blue", "mug-red", "book", "song", "print")
        .set()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(skus -> {
          List<Action> actions = new ArrayList<>();
          skus.forEach(sku -> actions.add(Shop.add(sku, 2)));
          actions.add(Shop.add("sticker", 1));
          actions.add(new Action.ApplyPromotion("WELCOME10"));
          actions.add(new Action.ChooseShippingOption("standard", null));
          return actions;
        });
  }

  /** Two actions on different things: different lines, codes, attributes, or kinds of thing. */
  @Provide
  Arbitrary<Tuple.Tuple2<Action, Action>> disjoint() {
    return Combinators.combine(single(), single())
        .as((first, second) -> Tuple.of(first, second))
        .filter(pair -> !subject(pair.get1()).equals(subject(pair.get2())))
        .map(pair -> Tuple.of(pair.get1(), pair.get2()));
  }

  /** Without those that take in everything (set-lines) or depend on lines and address (options). */
  private static Arbitrary<Action> single() {
    Arbitrary<String> present =
        Arbitraries.of("mug-blue", "sticker").map(sku -> LineId.of(sku, Map.of()));
    return Arbitraries.oneOf(
        Combinators.combine(
                Arbitraries.of("mug-blue", "mug-red", "book", "song", "unicorn"),
                Arbitraries.integers().between(1, 3))
            .as(Shop::add),
        Combinators.combine(present, Arbitraries.integers().between(0, 5))
            .as(Action.SetQuantity::new),
        present.map(Action.RemoveLine::new),
        Arbitraries.just(new Action.SetCustomer(Shop.ada())),
        Arbitraries.of(Shop.berlin(), Shop.address("AT", "1010"), Shop.address("FR", "75001"))
            .map(Action.SetShippingAddress::new),
        Arbitraries.of(Shop.berlin(), Shop.address("FR", "75001"))
            .map(Action.SetBillingAddress::new),
        Arbitraries.of("FIVE", "SHIPFREE", "NOSUCH").map(Action.ApplyPromotion::new),
        Arbitraries.just(new Action.RemovePromotion("p1")),
        Combinators.combine(Arbitraries.of("note", "gift", "other"), Arbitraries.of("x", "y"))
            .as(Action.SetAttribute::new));
  }

  private static String subject(Action action) {
    return switch (action) {
      case Action.AddLine(String sku, int _, Map<String, String> _) -> LineId.of(sku, Map.of());
      case Action.SetQuantity(String line, int _) -> line;
      case Action.RemoveLine(String line) -> line;
      case Action.SetLines _ -> "lines";
      case Action.SetCustomer _ -> "customer";
      // Where nothing is sent to, the bill decides: the two aren't disjoint.
      case Action.SetShippingAddress _, Action.SetBillingAddress _ -> "address";
      case Action.ChooseShippingOption _ -> "shipping";
      case Action.ApplyPromotion(String code) -> code;
      case Action.RemovePromotion(String promotion) -> promotion;
      case Action.SetAttribute(String name, String _) -> name;
    };
  }
}
