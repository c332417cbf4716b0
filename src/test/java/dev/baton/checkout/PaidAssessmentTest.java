package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.add;
import static dev.baton.checkout.Shop.address;
import static dev.baton.checkout.Shop.berlin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a checkout that is held or paid for, and of what was done to it since. */
class PaidAssessmentTest {
  private final Shop shop = new Shop();

  @Test
  void aHoldIsLostWhenItsTimeHasPassed() {
    Checkout.Open held = shop.held(shop.ready(), Duration.ofMinutes(10));
    assertEquals("held", shop.assess(held).reservation());
    shop.pass(Duration.ofMinutes(10).minusMillis(1));
    assertEquals("held", shop.assess(held).reservation());
    shop.pass(Duration.ofMillis(1));
    assertEquals("lost", shop.assess(held).reservation());
    assertEquals(List.of(), shop.problem(held, ProblemType.RESERVATION_LOST).blocks());
  }

  @Test
  void aHoldIsChangedWhenItsLinesAre() {
    Checkout.Open held = shop.held(shop.ready(), Duration.ofMinutes(10));
    Checkout more = shop.accepted(held, add("mug-red", 1));
    assertEquals("changed", shop.assess(more).reservation());
    Checkout back = shop.accepted(more, new Action.RemoveLine(LineId.of("mug-red", Map.of())));
    assertEquals("held", shop.assess(back).reservation());
    assertEquals(
        "held",
        shop.assess(shop.accepted(held, new Action.SetAttribute("note", "x"))).reservation());
  }

  @Test
  void everyEditOfWhatIsBoughtChangesThePayment() {
    Checkout.Open paid = Shop.paid(shop.ready(), Payment.Status.AUTHORIZED);
    assertEquals("authorized", shop.assess(paid).payment());
    List<Action> edits =
        List.of(
            add("mug-blue", 1),
            new Action.SetCustomer(new Customer("b@example.com", null, null, null, null, null)),
            new Action.SetShippingAddress(address("DE", "10117")),
            new Action.SetBillingAddress(berlin()),
            new Action.ChooseShippingOption("express", null),
            new Action.ApplyPromotion("FIVE"),
            new Action.SetAttribute("note", "x"));
    for (Action edit : edits) {
      Checkout edited = shop.accepted(paid, edit);
      assertEquals("changed", shop.assess(edited).payment(), edit.name());
      assertEquals(List.of("complete"), shop.problem(edited, ProblemType.PAYMENT_CHANGED).blocks());
      assertTrue(shop.operations(edited).contains("pay"));
      assertEquals(
          List.of("payment-changed"),
          shop.assess(edited).refusal("complete").extra().get("reasons"));
    }
  }

  @Test
  void whatWasPaidForCanBeCompletedWhateverHappensToQuotesAndStock() {
    Checkout.Open paid = Shop.paid(shop.ready(), Payment.Status.AUTHORIZED);
    shop.stock.put("mug-blue", 0L);
    shop.down.add(Port.TAX);
    shop.pass(Duration.ofHours(2));
    Checkout later =
        ((StepResult.Accepted) shop.steps().requote(paid, STOREFRONT, false, false, DIGEST))
            .checkout();
    assertEquals("authorized", shop.assess(later).payment());
    assertEquals(List.of("out-of-stock", "quote-degraded"), shop.problems(later));
    assertEquals(List.of("complete", "cancel"), shop.operations(later));
  }

  @Test
  void aFailedPaymentIsNone() {
    Checkout.Open failed = Shop.paid(shop.ready(), Payment.Status.FAILED);
    assertEquals("failed", shop.assess(failed).payment());
    assertEquals(List.of("reserve", "pay", "cancel"), shop.operations(failed));
    assertEquals(
        "requires-action",
        shop.assess(Shop.paid(shop.ready(), Payment.Status.REQUIRES_ACTION)).payment());
  }

  @Test
  void theFixedTextTellsDifferentPurchasesApart() {
    Contents one = shop.ready().contents();
    // The same characters in other fields must not give the same text.
    Contents shifted =
        one.withPersonal(
            new Personal(
                new Customer("ada@example.comAda Example", null, null, null, null, null),
                one.personal().shippingAddress(),
                null));
    assertNotEquals(text(one), text(shifted));
    assertEquals(text(one), text(one.withRevision(7).withEpoch(3)));
  }

  private static String text(Contents contents) {
    return FixedText.of(contents, Totals.of(contents, true, Payment.NONE));
  }
}
