package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.left;
import static dev.baton.completion.ShopFloor.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Reservation;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.CheckoutRecord;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a payment or an order that is refused leaves behind, and what can be done next. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class PaymentRefusalsIT extends AtTheAnchors {
  @Test
  void aDeclineChangesTheStateAndIsRepeated() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    AnchorResult first = floor.pay(anchors, ready, "pm_card_visa_chargeDeclined");
    assertEquals(ProblemType.PAYMENT_DECLINED, refused(first));
    VerifiedToken left = left(first);
    assertEquals(Payment.Status.FAILED, left.checkout().payment().status());
    assertEquals("generic_decline", left.checkout().payment().declineCode());
    assertEquals(Reservation.Status.HELD, left.checkout().reservation().status());
    AnchorResult again = floor.pay(anchors, ready, "pm_card_visa_chargeDeclined");
    assertEquals(left.jti(), left(again).jti());
    VerifiedToken paid = done(floor.pay(anchors, left, "pm_card_visa"));
    done(floor.complete(anchors, paid));
    assertEquals(floor.total(ready), floor.taken(ready));
  }

  @Test
  void theSixthAttemptIsRefused() {
    VerifiedToken token = floor.ready("mug-blue", 1);
    for (int i = 0; i < 5; i++) {
      token = left(floor.pay(anchors, token, "pm_card_visa_chargeDeclined"));
    }
    assertEquals(ProblemType.TOO_MANY_ATTEMPTS, refused(floor.pay(anchors, token, "pm_card_visa")));
  }

  @Test
  void whatNeverReachedACardIsNoAttempt() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Anchors down = floor.anchors(new PaymentsDown(), floor.sandbox.orders(), FailPoint.NONE);
    for (int i = 0; i < 6; i++) {
      String method = "pm_none_" + i;
      assertEquals(ProblemType.UNKNOWN_PAYMENT_METHOD, refused(floor.pay(anchors, ready, method)));
      assertThrows(ProviderException.class, () -> floor.pay(down, ready, method));
      assertThrows(ProviderException.class, () -> floor.pay(down, ready, "pm_card_visa"));
    }
    CheckoutRecord record =
        RecordJson.read(floor.store.load(ready.checkout().contents().id()).body());
    assertEquals(0, record.attempts());
    assertTrue(record.heldUntil().isBefore(floor.clock.instant().plus(Duration.ofMinutes(16))));
    done(floor.complete(anchors, done(floor.pay(anchors, ready, "pm_card_visa"))));
    assertEquals(floor.total(ready), floor.taken(ready));
  }

  @Test
  void anotherTotalThanExpectedStopsPayAndComplete() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    var less = new Anchors.PayCommand("pm_card_visa", null, 1, true);
    AnchorResult.Refused refused =
        assertInstanceOf(
            AnchorResult.Refused.class, anchors.pay(ready, floor.storefront, less, "less"));
    assertEquals(ProblemType.TOTAL_CHANGED, refused.refusal().type());
    assertEquals(floor.total(ready), refused.refusal().extra().get("actual"));
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    assertEquals(
        ProblemType.TOTAL_CHANGED, refused(anchors.complete(paid, floor.storefront, 1, "c")));
    assertEquals(0, floor.taken(paid));
  }

  @Test
  void aFailedAuthenticationIsADeclineAndCanBePaidAgain() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken waiting = done(floor.pay(anchors, ready, "pm_card_authenticationRequired"));
    floor
        .sandbox
        .payments()
        .authenticate(floor.sandbox.payments().entries().getFirst().intent().id(), false);
    AnchorResult result = floor.complete(anchors, waiting);
    assertEquals(ProblemType.PAYMENT_DECLINED, refused(result));
    VerifiedToken paid = done(floor.pay(anchors, left(result), "pm_card_visa"));
    done(floor.complete(anchors, paid));
    assertEquals(floor.total(ready), floor.taken(ready));
  }

  @Test
  void aClaimThatIsRefusedUndoesThePaymentAndReopens() {
    VerifiedToken ready = floor.ready("magic-claim-out-of-stock", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    AnchorResult result = floor.complete(anchors, paid);
    assertEquals(ProblemType.OUT_OF_STOCK, refused(result));
    VerifiedToken left = left(result);
    assertInstanceOf(Checkout.Open.class, left.checkout());
    assertEquals(Payment.Status.CANCELLED, left.checkout().payment().status());
    assertEquals(Reservation.Status.NONE, left.checkout().reservation().status());
    assertEquals(0, floor.taken(left));
    assertEquals(left.jti(), left(floor.complete(anchors, paid)).jti());
  }

  @Test
  void aRejectedOrderUndoesThePayment() {
    VerifiedToken ready = floor.ready("mug-blue", 1, "order-rejected@example.com");
    AnchorResult result = floor.complete(anchors, done(floor.pay(anchors, ready, "pm_card_visa")));
    assertEquals(ProblemType.ORDER_REJECTED, refused(result));
    assertEquals(0, floor.taken(ready));
  }

  @Test
  void whatWasRefusedIsQuotedAnewByTheNextRefresh() {
    VerifiedToken ready = floor.ready("mug-blue", 1, "order-rejected@example.com");
    AnchorResult result = floor.complete(anchors, done(floor.pay(anchors, ready, "pm_card_visa")));
    var receipts = left(result).checkout().contents().receipts();
    assertFalse(receipts.isEmpty());
    for (var receipt : receipts) {
      assertFalse(receipt.validUntil().isAfter(floor.clock.instant()), receipt::toString);
    }
  }

  @Test
  void aCaptureRefusedForGoodUndoesTheOrder() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_sandbox_captureRefused"));
    AnchorResult result = floor.complete(anchors, paid);
    assertEquals(ProblemType.PAYMENT_DECLINED, refused(result));
    assertEquals(500, floor.sandbox.stock().level("mug-blue").onHand());
    assertEquals(0, floor.sandbox.orders().sold("mug-blue"));
    VerifiedToken again = done(floor.pay(anchors, left(result), "pm_card_visa"));
    done(floor.complete(anchors, again));
    assertEquals(1, floor.sandbox.orders().sold("mug-blue"));
    assertEquals(floor.total(ready), floor.taken(ready));
  }

  @Test
  void anUnknownMethodChangesNothing() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    assertEquals(ProblemType.UNKNOWN_PAYMENT_METHOD, refused(floor.pay(anchors, ready, "pm_none")));
    done(floor.complete(anchors, done(floor.pay(anchors, ready, "pm_card_visa"))));
  }

  @Test
  void aPaymentThatCameToNothingKeepsUnitsForAWhileOnly() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    floor.pay(anchors, ready, "pm_none");
    CheckoutRecord record =
        RecordJson.read(floor.store.load(ready.checkout().contents().id()).body());
    assertEquals(1, record.held().size());
    assertTrue(record.heldUntil().isBefore(floor.clock.instant().plus(Duration.ofMinutes(16))));
  }
}
