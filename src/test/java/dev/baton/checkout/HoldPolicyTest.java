package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.ada;
import static dev.baton.checkout.Shop.add;
import static dev.baton.checkout.Shop.berlin;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HoldPolicyTest {
  private final Shop shop = new Shop();

  private void policy(HoldPolicy policy) {
    shop.storefront = Shop.under(policy);
  }

  private Checkout.Open lines() {
    return shop.cart(add("mug-blue", 2));
  }

  private Checkout.Open shipped() {
    return shop.accepted(
        lines(),
        new Action.SetShippingAddress(berlin()),
        new Action.ChooseShippingOption("standard", null));
  }

  private Checkout.Open ready() {
    return shop.accepted(shipped(), new Action.SetCustomer(ada()));
  }

  private boolean open(Checkout checkout) {
    return shop.assess(checkout).next().contains(Moves.RESERVE);
  }

  private boolean due(Checkout checkout) {
    return shop.assess(checkout).problems().stream()
        .anyMatch(problem -> problem.type() == ProblemType.RESERVATION_DUE);
  }

  @Test
  void atPaymentAReservationIsTakenOnceNothingButThePaymentIsMissing() {
    assertEquals(HoldPolicy.AT_PAYMENT, STOREFRONT.holdPolicy());
    assertFalse(open(lines()));
    assertFalse(open(shipped()));
    assertTrue(open(ready()));
    assertFalse(due(ready()));
    Refusal refusal = shop.assess(shipped()).refusal(Moves.RESERVE);
    assertEquals(ProblemType.STEP_NOT_OPEN, refusal.type());
    assertEquals(List.of("customer-required"), refusal.extra().get("reasons"));
  }

  @Test
  void atShippingItIsTakenAndAskedForOnceItIsKnownHowTheGoodsGo() {
    policy(HoldPolicy.AT_SHIPPING);
    assertFalse(open(lines()));
    assertFalse(due(lines()));
    assertTrue(open(shipped()));
    assertTrue(due(shipped()));
    Problem notice =
        shop.assess(shipped()).problems().stream()
            .filter(problem -> problem.type() == ProblemType.RESERVATION_DUE)
            .findFirst()
            .orElseThrow();
    assertEquals(List.of(), notice.blocks());
    assertEquals(List.of(Moves.RESERVE), notice.fix());
    assertEquals("/reservation", notice.pointer());
  }

  @Test
  void whatDoesNotShipIsPastTheShippingStep() {
    policy(HoldPolicy.AT_SHIPPING);
    shop.stock.put("song", 3L);
    assertTrue(due(shop.cart(add("song", 1))));
  }

  @Test
  void explicitlyItIsTakenAtAnyTimeAndNeverAskedFor() {
    policy(HoldPolicy.EXPLICIT);
    for (Checkout checkout : List.of(lines(), shipped(), ready())) {
      assertTrue(open(checkout));
      assertFalse(due(checkout));
    }
  }

  @Test
  void scarceGoodsAreAskedForFromTheFirstLineOn() {
    policy(HoldPolicy.SCARCE_FIRST);
    assertTrue(open(lines()));
    assertFalse(due(lines()));
    shop.forecast = sku -> sku.equals("mug-blue");
    assertTrue(due(lines()));
    assertTrue(due(ready()));
    assertFalse(due(shop.cart(add("song", 1))));
  }

  @ParameterizedTest
  @EnumSource(HoldPolicy.class)
  void nothingIsAskedForThatIsHeldPaidForOrCannotBeHeld(HoldPolicy policy) {
    policy(policy);
    shop.forecast = sku -> true;
    Checkout.Open ready = ready();
    assertFalse(
        due(
            ready.with(
                new Reservation(
                    Reservation.Status.HELD,
                    shop.now.plus(Duration.ofMinutes(10)),
                    DIGEST.of(FixedText.ofHeld(ready.contents()))))));
    Totals totals = Totals.of(ready, STOREFRONT);
    assertFalse(
        due(
            ready.with(
                new Payment(
                    Payment.Status.AUTHORIZED,
                    "a1",
                    DIGEST.of(FixedText.of(ready.contents(), totals)),
                    totals.due(),
                    null))));
    assertFalse(due(shop.accepted(ready, add("mug-blue", 9))));
    assertFalse(due(Shop.open(Shop.empty())));
  }

  @ParameterizedTest
  @EnumSource(HoldPolicy.class)
  void whateverThePolicyAReadyCheckoutCanBeReservedAndPaid(HoldPolicy policy) {
    policy(policy);
    assertTrue(open(ready()));
    assertTrue(shop.assess(ready()).next().contains(Moves.PAY));
  }

  @ParameterizedTest
  @EnumSource(HoldPolicy.class)
  void moreUnitsThanMayBeHeldAreNeitherReservedNorPaid(HoldPolicy policy) {
    policy(policy);
    shop.stock.put("mug-blue", 100L);
    shop.stock.put("book", 100L);
    shop.limits = new Limits(6, 20, 3, 2, 21);
    Checkout.Open most = shop.accepted(ready(), add("mug-blue", 18), add("book", 1));
    assertTrue(open(most));
    Checkout.Open more = shop.accepted(most, add("book", 1));
    Problem problem =
        shop.assess(more).problems().stream()
            .filter(one -> one.type() == ProblemType.HOLD_LIMIT)
            .findFirst()
            .orElseThrow();
    assertEquals("/lines", problem.pointer());
    assertEquals(Map.of("maximum", 21, "units", 22L), problem.extra());
    assertEquals(List.of("reserve", "pay", "complete"), problem.blocks());
    assertEquals(List.of("set-quantity", "remove-line"), problem.fix());
    // What has no stock to hold doesn't count.
    assertTrue(open(shop.accepted(most, add("song", 5))));
  }
}
