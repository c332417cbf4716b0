package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.ada;
import static dev.baton.checkout.Shop.add;
import static dev.baton.checkout.Shop.berlin;
import static dev.baton.checkout.Shop.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of a checkout: its problems, and what may be done next. */
class AssessmentTest {
  private final Shop shop = new Shop();

  @Test
  void problemsComeInTheOrderToFixThem() {
    assertEquals(
        List.of("checkout-empty", "customer-required", "payment-required"),
        shop.problems(open(Shop.empty())));
    Checkout cart = shop.cart(add("mug-blue", 6), add("book", 1));
    assertEquals(
        List.of(
            "out-of-stock",
            "out-of-stock",
            "customer-required",
            "shipping-address-required",
            "shipping-option-required",
            "payment-required"),
        shop.problems(cart));
    assertEquals(List.of("payment-required"), shop.problems(shop.ready()));
    assertEquals(
        List.of("customer-required", "billing-address-required", "payment-required"),
        shop.problems(shop.cart(add("song", 1))));
  }

  @Test
  void whatIsOutOfStockSaysHowMuchThereIs() {
    Problem problem = shop.problem(shop.cart(add("mug-blue", 6)), ProblemType.OUT_OF_STOCK);
    assertEquals("/lines/0/quantity", problem.pointer());
    assertEquals(Map.of("available", 5L), problem.extra());
    assertEquals(List.of("reserve", "pay", "complete"), problem.blocks());
    assertEquals(List.of("set-quantity", "remove-line"), problem.fix());
  }

  @Test
  void linesOfOneSkuShareItsUnits() {
    Checkout cart =
        shop.cart(add("mug-blue", 3), new Action.AddLine("mug-blue", 3, Map.of("text", "Ada")));
    Problem problem = shop.problem(cart, ProblemType.OUT_OF_STOCK);
    assertEquals("/lines/1/quantity", problem.pointer());
    assertEquals(2L, problem.extra().get("available"));
  }

  @Test
  void anAddressSaysWhatItLacks() {
    Address partial = new Address(null, null, null, null, "10117", null, null, "DE", null);
    Checkout cart = shop.accepted(shop.ready(), new Action.SetShippingAddress(partial));
    Problem problem = shop.problem(cart, ProblemType.ADDRESS_INCOMPLETE);
    assertEquals("/shippingAddress", problem.pointer());
    assertEquals(List.of("name", "line1", "city"), problem.extra().get("missing"));
    assertEquals(List.of("cancel"), shop.operations(cart));
  }

  @Test
  void aPickupNeedsNoShippingAddressButSomebodyToBill() {
    Checkout cart =
        shop.cart(
            add("mug-blue", 1),
            new Action.SetCustomer(ada()),
            new Action.ChooseShippingOption("pickup", null));
    assertEquals(List.of("billing-address-required", "payment-required"), shop.problems(cart));
    assertEquals(
        List.of("payment-required"),
        shop.problems(shop.accepted(cart, new Action.SetBillingAddress(berlin()))));
  }

  @Test
  void nextFollowsTheState() {
    assertEquals(
        List.of(
            "add-line",
            "set-lines",
            "set-customer",
            "set-shipping-address",
            "set-billing-address",
            "apply-promotion",
            "set-attribute",
            "cancel"),
        shop.assess(open(Shop.empty())).next());
    Checkout.Open ready = shop.ready();
    assertEquals(List.of("reserve", "pay", "cancel"), shop.operations(ready));
    assertEquals(
        List.of("reserve", "release", "pay", "cancel"),
        shop.operations(shop.held(ready, Duration.ofMinutes(10))));
    Checkout.Open paid = Shop.paid(ready, Payment.Status.AUTHORIZED);
    assertEquals(List.of("reserve", "pay", "complete", "cancel"), shop.operations(paid));
    assertEquals(
        List.of("pay", "complete", "cancel"),
        shop.operations(paid.with(new Reservation(Reservation.Status.COMMITTING, null, "digest"))));
    assertEquals(List.of("complete"), shop.assess(paid.completing()).next());
    assertEquals(List.of("cancel"), shop.assess(paid.cancelling()).next());
    Order order = new Order("o", "1", null, shop.now, Order.Status.PLACED);
    assertEquals(
        List.of("complete"),
        shop.assess(paid.completing().completed(paid.payment(), order)).next());
    assertEquals(List.of(), shop.assess(paid.cancelling().cancelled(Payment.NONE)).next());
  }

  @Test
  void aRefusedOperationSaysWhatStandsAgainstIt() {
    Refusal refusal = shop.assess(shop.cart(add("mug-blue", 1))).refusal("pay");
    assertNotNull(refusal);
    assertEquals(ProblemType.STEP_NOT_OPEN, refusal.type());
    assertEquals(
        List.of("customer-required", "shipping-address-required", "shipping-option-required"),
        refusal.extra().get("reasons"));
    assertEquals(
        List.of("set-customer", "set-shipping-address", "choose-shipping-option"),
        refusal.extra().get("fix"));
    assertNull(shop.assess(shop.ready()).refusal("pay"));
  }

  @Test
  void expiredQuotesAreANotice() {
    Checkout.Open ready = shop.ready();
    shop.pass(Duration.ofMinutes(10));
    Problem problem = shop.problem(ready, ProblemType.QUOTE_EXPIRED);
    assertEquals("/quotes/1", problem.pointer());
    assertEquals(List.of(), problem.blocks());
    assertEquals(List.of("refresh"), problem.fix());
    assertEquals(List.of("reserve", "pay", "cancel"), shop.operations(ready));
  }

  @Test
  void aCountryThatIsNotSoldToAnyMoreBlocksBuying() {
    Storefront narrower =
        new Storefront(
            "demo",
            Set.of(),
            Set.of(),
            Set.of("EUR"),
            Set.of("AT"),
            Set.of(),
            Set.of(),
            null,
            HoldPolicy.AT_PAYMENT);
    Assessment assessment =
        Assessment.of(shop.ready(), narrower, shop.limits, shop.now, DIGEST, Forecast.NONE);
    Problem problem = assessment.problems().getFirst();
    assertEquals(ProblemType.COUNTRY_NOT_SOLD, problem.type());
    assertEquals("/shippingAddress/country", problem.pointer());
    assertEquals(
        List.of("cancel"), assessment.next().stream().filter(Moves.OPERATIONS::contains).toList());
  }

  @Test
  void whereNoAttributeHasANameNoneCanBeSet() {
    Storefront plain =
        new Storefront(
            "demo",
            Set.of(),
            Set.of(),
            Set.of("EUR"),
            Set.of("DE"),
            Set.of(),
            Set.of(),
            null,
            HoldPolicy.AT_PAYMENT);
    Assessment assessment =
        Assessment.of(shop.ready(), plain, shop.limits, shop.now, DIGEST, Forecast.NONE);
    assertFalse(assessment.next().contains("set-attribute"), assessment.next()::toString);
    StepResult result =
        shop.steps()
            .act(
                shop.ready(),
                plain,
                List.of(new Action.SetAttribute("note", "x")),
                "/actions",
                null,
                false,
                DIGEST);
    Refusal refusal = ((StepResult.Refused) result).refusal();
    assertEquals(ProblemType.STEP_NOT_OPEN, refusal.type());
    assertTrue(refusal.detail().contains("the storefront has no attributes"), refusal.detail());
  }

  @Test
  void everyActionHasAPlaceInTheListOfMoves() {
    Set<String> names =
        List.<Action>of(
                add("a", 1),
                new Action.SetQuantity("l", 1),
                new Action.RemoveLine("l"),
                new Action.SetLines(List.of()),
                new Action.SetCustomer(ada()),
                new Action.SetShippingAddress(null),
                new Action.SetBillingAddress(null),
                new Action.ChooseShippingOption("o", null),
                new Action.ApplyPromotion("c"),
                new Action.RemovePromotion("p"),
                new Action.SetAttribute("a", null))
            .stream()
            .map(Action::name)
            .collect(Collectors.toSet());
    assertEquals(names, Set.copyOf(Moves.ACTIONS));
    assertEquals(Action.class.getPermittedSubclasses().length, Moves.ACTIONS.size());
  }
}
