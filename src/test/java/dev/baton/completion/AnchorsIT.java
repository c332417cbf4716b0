package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Reservation;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each anchor, and each answer that it has, with the real Redis and the sandbox. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class AnchorsIT extends AtTheAnchors {
  @Test
  void aPurchaseGoesFromReserveToOrder() {
    VerifiedToken ready = floor.ready("mug-blue", 2);
    VerifiedToken held = done(reserve(ready));
    assertEquals(Reservation.Status.HELD, held.checkout().reservation().status());
    assertEquals(1, held.checkout().contents().epoch());

    VerifiedToken paid = done(floor.pay(anchors, held, "pm_card_visa"));
    assertEquals(Payment.Status.AUTHORIZED, paid.checkout().payment().status());
    assertEquals(Reservation.Status.COMMITTING, paid.checkout().reservation().status());
    assertEquals(2, paid.checkout().contents().epoch());
    assertEquals(0, floor.taken(paid));

    VerifiedToken ordered = done(floor.complete(anchors, paid));
    Checkout.Completed completed = assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    assertEquals(Payment.Status.CAPTURED, completed.payment().status());
    assertEquals(floor.total(ready), floor.taken(ordered));
    assertEquals(498, floor.sandbox.stock().level("mug-blue").onHand());
    assertEquals(3, completed.contents().epoch());
  }

  @Test
  void repeatingTheNewestAnchorReturnsItsOutcome() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken held = done(reserve(ready));
    assertEquals(held.jti(), done(reserve(ready)).jti());
    VerifiedToken paid = done(floor.pay(anchors, held, "pm_card_visa"));
    assertEquals(paid.jti(), done(floor.pay(anchors, held, "pm_card_visa")).jti());
    assertEquals(paid.jti(), done(reserve(ready)).jti());
    assertEquals(1, floor.sandbox.payments().entries().size());
    VerifiedToken ordered = done(floor.complete(anchors, paid));
    assertEquals(ordered.jti(), done(floor.complete(anchors, paid)).jti());
  }

  @Test
  void anyGenuineTokenOfACompletedCheckoutGetsTheOrderAndNothingElse() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken fork = floor.edited(ready, new Action.AddLine("mug-red", 1, Map.of()));
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    VerifiedToken ordered = done(floor.complete(anchors, paid));
    for (VerifiedToken token : List.of(ready, fork, paid, ordered)) {
      assertEquals(ordered.jti(), done(floor.complete(anchors, token)).jti());
      assertEquals(ProblemType.STEP_NOT_OPEN, refused(reserve(token)));
      assertEquals(ProblemType.STEP_NOT_OPEN, refused(release(token)));
      assertEquals(ProblemType.STEP_NOT_OPEN, refused(cancel(token)));
      assertEquals(
          ProblemType.STEP_NOT_OPEN, refused(floor.pay(anchors, token, "pm_card_mastercard")));
    }
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(floor.total(ready), floor.taken(ordered));
  }

  @Test
  void aForkIsRefusedWithWhatIsHeldAndPaid() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken fork = floor.edited(ready, new Action.AddLine("mug-red", 1, Map.of()));
    done(floor.pay(anchors, ready, "pm_card_visa"));
    AnchorResult.Refused refused =
        assertInstanceOf(AnchorResult.Refused.class, floor.pay(anchors, fork, "pm_card_visa"));
    assertEquals(ProblemType.CHECKOUT_DIVERGED, refused.refusal().type());
    assertEquals("authorized", refused.refusal().extra().get("payment"));
    assertEquals(1L, refused.refusal().extra().get("held"));
    assertTrue(!refused.refusal().toString().contains("ada@example.com"));
  }

  @Test
  void aTokenThatIsMerelyOlderGoesOnFromTheNewest() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken held = done(reserve(ready));
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    assertEquals(held.checkout().contents().epoch() + 1, paid.checkout().contents().epoch());
    VerifiedToken ordered = done(floor.complete(anchors, held));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
  }

  @Test
  void aReserveThatIsRefusedKeepsNobodyAway() {
    floor.sandbox.stock().set("teapot-clay", 1);
    VerifiedToken ready = floor.ready("teapot-clay", 1);
    VerifiedToken other = done(reserve(floor.ready("teapot-clay", 1)));
    assertEquals(ProblemType.OUT_OF_STOCK, refused(reserve(ready)));
    done(release(other));
    done(reserve(ready));
  }

  @Test
  void anEditAfterPayNeedsAnotherPaymentWhichVoidsTheFirst() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    VerifiedToken edited = floor.edited(paid, new Action.AddLine("mug-red", 1, Map.of()));
    assertEquals(ProblemType.PAYMENT_CHANGED, refused(floor.complete(anchors, edited)));
    VerifiedToken again = done(floor.pay(anchors, edited, "pm_card_visa"));
    assertEquals(
        List.of(PaymentIntent.Status.CANCELLED, PaymentIntent.Status.AUTHORIZED),
        floor.sandbox.payments().entries().stream()
            .map(
                entry -> floor.sandbox.payments().fetch(entry.intent().id()).orElseThrow().status())
            .toList());
    VerifiedToken ordered = done(floor.complete(anchors, again));
    assertEquals(floor.total(edited), floor.taken(ordered));
    assertEquals(2, ordered.checkout().contents().lines().size());
  }

  @Test
  void whatWasFixedAtPaymentIsOrderedWhateverWasEditedSince() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    floor.edited(paid, new Action.AddLine("mug-red", 5, Map.of()));
    VerifiedToken ordered = done(floor.complete(anchors, paid));
    assertEquals(1, ordered.checkout().contents().lines().size());
    assertEquals(1, floor.sandbox.orders().orders().getFirst().request().contents().lines().size());
  }

  @Test
  void authenticationGivesANextActionWhichIsFetchedAnew() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    String method = "pm_card_authenticationRequired";
    AnchorResult.Done first =
        assertInstanceOf(AnchorResult.Done.class, floor.pay(anchors, ready, method));
    assertInstanceOf(PaymentIntent.NextAction.Redirect.class, first.nextAction());
    VerifiedToken waiting = first.token().token();
    assertEquals(Payment.Status.REQUIRES_ACTION, waiting.checkout().payment().status());
    AnchorResult.Done again =
        assertInstanceOf(AnchorResult.Done.class, floor.pay(anchors, ready, method));
    assertEquals(first.nextAction(), again.nextAction());
    assertEquals(ProblemType.PAYMENT_REQUIRED, refused(floor.complete(anchors, waiting)));
    String id = floor.sandbox.payments().entries().getFirst().intent().id();
    floor.sandbox.payments().authenticate(id, true);
    done(floor.complete(anchors, waiting));
    assertEquals(floor.total(ready), floor.taken(ready));
  }

  @Test
  void captureWithoutAnAnswerIsLookedUp() {
    for (String method : List.of("pm_sandbox_captureTimeout", "pm_sandbox_captureLost")) {
      VerifiedToken paid = done(floor.pay(anchors, floor.ready("mug-blue", 1), method));
      done(floor.complete(anchors, paid));
      assertEquals(floor.total(paid), floor.taken(paid));
    }
  }

  @Test
  void createWithoutAnAnswerIsLookedUp() {
    for (String method : List.of("pm_sandbox_timeout", "pm_sandbox_lost")) {
      VerifiedToken paid = done(floor.pay(anchors, floor.ready("mug-blue", 1), method));
      assertEquals(Payment.Status.AUTHORIZED, paid.checkout().payment().status());
    }
    assertEquals(2, floor.sandbox.payments().entries().size());
  }

  @Test
  void cancelVoidsAndFreesAndEndsIt() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    VerifiedToken cancelled = done(cancel(paid));
    assertInstanceOf(Checkout.Cancelled.class, cancelled.checkout());
    assertEquals(Payment.Status.CANCELLED, cancelled.checkout().payment().status());
    assertEquals(cancelled.jti(), done(cancel(paid)).jti());
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(floor.complete(anchors, paid)));
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(floor.pay(anchors, paid, "pm_card_visa")));
    assertEquals(0, floor.taken(paid));
  }

  @Test
  void aCheckoutWithoutARecordCanBeCancelled() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    assertInstanceOf(Checkout.Cancelled.class, done(cancel(ready)).checkout());
  }

  @Test
  void releaseGivesTheUnitsBack() {
    floor.sandbox.stock().set("teapot-clay", 1);
    VerifiedToken held = done(reserve(floor.ready("teapot-clay", 1)));
    VerifiedToken other = floor.ready("teapot-clay", 1);
    assertEquals(ProblemType.OUT_OF_STOCK, refused(reserve(other)));
    assertEquals(Reservation.Status.NONE, done(release(held)).checkout().reservation().status());
    done(reserve(other));
  }

  @Test
  void foldBringsAnOlderTokenForward() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    assertEquals(paid.jti(), anchors.fold(ready).token().jti());
    VerifiedToken ordered = done(floor.complete(anchors, paid));
    assertEquals(ordered.jti(), anchors.fold(paid).token().jti());
    assertEquals(ordered.jti(), anchors.fold(ready).token().jti());
  }

  @Test
  void aBackendThatIsDownStopsPayButNotWhatWasPaidFor() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = floor.paid("mug-blue", 1);
    Anchors without = floor.anchors(floor.sandbox.payments(), new BackendDown(), FailPoint.NONE);
    assertThrows(ProviderException.class, () -> floor.pay(without, ready, "pm_card_visa"));
    AnchorResult.InProgress waiting =
        assertInstanceOf(AnchorResult.InProgress.class, floor.complete(without, paid));
    VerifiedToken polled = waiting.token().token();
    assertInstanceOf(Checkout.Completing.class, polled.checkout());
    VerifiedToken ordered = done(floor.complete(anchors, polled));
    assertEquals(ordered.jti(), done(floor.complete(anchors, paid)).jti());
    assertEquals(floor.total(paid), floor.taken(paid));
  }

  @Test
  void aFaultOfOursGivesTheLeaseUp() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Anchors faulty = floor.failingAt("after-create");
    assertThrows(IllegalStateException.class, () -> floor.pay(faulty, ready, "pm_card_visa"));
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    assertEquals(Payment.Status.AUTHORIZED, paid.checkout().payment().status());
    assertEquals(1, floor.sandbox.payments().entries().size());
  }
}
