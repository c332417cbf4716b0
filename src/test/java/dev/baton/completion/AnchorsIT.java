package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Line;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Reservation;
import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.StateTooLargeException;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each anchor, and each answer that it has, with the real Redis and the sandbox. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class AnchorsIT {
  @Inject ShopFloor floor;
  LocalRedis redis;
  private Anchors anchors;

  @BeforeEach
  void anchors() {
    floor.sandbox.reset();
    anchors = floor.anchors();
  }

  private static ProblemType refused(AnchorResult result) {
    return assertInstanceOf(AnchorResult.Refused.class, result).refusal().type();
  }

  private static VerifiedToken left(AnchorResult result) {
    return assertNotNullToken(assertInstanceOf(AnchorResult.Refused.class, result));
  }

  private static VerifiedToken assertNotNullToken(AnchorResult.Refused refused) {
    assertNotNull(refused.token());
    return refused.token().token();
  }

  private long taken(VerifiedToken token) {
    return floor.sandbox.payments().taken(token.checkout().contents().id());
  }

  private AnchorResult reserve(VerifiedToken token) {
    return anchors.reserve(token, floor.storefront, null, "{}");
  }

  private AnchorResult release(VerifiedToken token) {
    return anchors.release(token, floor.storefront, "{}");
  }

  private AnchorResult cancel(VerifiedToken token) {
    return anchors.cancel(token, floor.storefront, "{}");
  }

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
    assertEquals(0, taken(paid));

    VerifiedToken ordered = done(floor.complete(anchors, paid));
    Checkout.Completed completed = assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    assertEquals(Payment.Status.CAPTURED, completed.payment().status());
    assertEquals(floor.total(ready), taken(ordered));
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
    assertEquals(floor.total(ready), taken(ordered));
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
    assertEquals(floor.total(ready), taken(ready));
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
    assertEquals(floor.total(ready), taken(ready));
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
    assertEquals(0, taken(paid));
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
    assertEquals(floor.total(edited), taken(ordered));
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
    assertEquals(floor.total(ready), taken(ready));
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
    assertEquals(floor.total(ready), taken(ready));
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
    assertEquals(0, taken(left));
    assertEquals(left.jti(), left(floor.complete(anchors, paid)).jti());
  }

  @Test
  void aRejectedOrderUndoesThePayment() {
    VerifiedToken ready = floor.ready("mug-blue", 1, "order-rejected@example.com");
    AnchorResult result = floor.complete(anchors, done(floor.pay(anchors, ready, "pm_card_visa")));
    assertEquals(ProblemType.ORDER_REJECTED, refused(result));
    assertEquals(0, taken(ready));
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
    assertEquals(floor.total(ready), taken(ready));
  }

  @Test
  void captureWithoutAnAnswerIsLookedUp() {
    for (String method : List.of("pm_sandbox_captureTimeout", "pm_sandbox_captureLost")) {
      VerifiedToken paid = done(floor.pay(anchors, floor.ready("mug-blue", 1), method));
      done(floor.complete(anchors, paid));
      assertEquals(floor.total(paid), taken(paid));
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

  @Test
  void cancelVoidsAndFreesAndEndsIt() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    VerifiedToken cancelled = done(cancel(paid));
    assertInstanceOf(Checkout.Cancelled.class, cancelled.checkout());
    assertEquals(Payment.Status.CANCELLED, cancelled.checkout().payment().status());
    assertEquals(cancelled.jti(), done(cancel(paid)).jti());
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(floor.complete(anchors, paid)));
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(floor.pay(anchors, paid, "pm_card_visa")));
    assertEquals(0, taken(paid));
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
  void aLostRedisDoesNotLoseThePayment() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    flush();
    VerifiedToken ordered = done(floor.complete(anchors, paid));
    assertEquals(floor.total(paid), taken(ordered));
    flush();
    assertInstanceOf(Checkout.Completed.class, done(floor.complete(anchors, paid)).checkout());
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(floor.pay(anchors, paid, "pm_card_visa")));
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(floor.total(paid), taken(ordered));
  }

  @Test
  void afterALostRedisAnyGenuineTokenStillGetsTheOrder() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken fork = floor.edited(ready, new Action.AddLine("mug-red", 1, Map.of()));
    VerifiedToken held = done(reserve(ready));
    VerifiedToken paid = done(floor.pay(anchors, held, "pm_card_visa"));
    VerifiedToken ordered = done(floor.complete(anchors, paid));
    String order = assertInstanceOf(Checkout.Completed.class, ordered.checkout()).order().id();
    for (VerifiedToken token : List.of(ready, fork, held, paid, ordered)) {
      flush();
      Checkout.Completed found =
          assertInstanceOf(
              Checkout.Completed.class, done(floor.complete(anchors, token)).checkout());
      assertEquals(order, found.order().id());
    }
    flush();
    VerifiedToken anew = done(reserve(ready));
    assertInstanceOf(Checkout.Completed.class, done(floor.complete(anchors, anew)).checkout());
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(floor.total(paid), taken(ordered));
  }

  @Test
  void afterALostRedisAPassedAnchorsTokenHoldsNothingForWhatHasEnded() {
    VerifiedToken held = done(reserve(floor.ready("mug-blue", 1)));
    VerifiedToken paid = done(floor.pay(anchors, held, "pm_card_visa"));
    done(floor.complete(anchors, paid));
    VerifiedToken other = done(reserve(floor.ready("mug-blue", 1)));
    done(cancel(other));
    flush();
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(reserve(held)));
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(reserve(other)));
  }

  @Test
  void whatIsNeitherPaidNorOrderedIsRefusedEvenWithoutARecord() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    ProblemType before = refused(floor.complete(anchors, ready));
    VerifiedToken held = done(reserve(ready));
    flush();
    assertEquals(before, refused(floor.complete(anchors, held)));
  }

  @Test
  void afterALostRedisAnEditedCheckoutIsPaidOnce() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    VerifiedToken edited = floor.edited(paid, new Action.AddLine("mug-red", 1, Map.of()));
    flush();
    VerifiedToken again = done(floor.pay(anchors, edited, "pm_card_visa"));
    done(floor.complete(anchors, again));
    assertEquals(floor.total(edited), taken(paid));
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
  void withoutRedisAnchorsAreUnavailableAndFoldGoesOn() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    redis.stop();
    try {
      assertThrows(dev.baton.reservation.RedisUnavailableException.class, () -> reserve(ready));
      assertEquals(ready.checkout(), anchors.fold(ready).token().checkout());
    } finally {
      redis.start();
    }
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
    assertEquals(floor.total(paid), taken(paid));
  }

  @Test
  void theLargestTokenThatAStepGivesIsCarriedToItsOrder() {
    VerifiedToken ready = largest(floor.ready("mug-blue", 1));
    VerifiedToken held = done(reserve(ready));
    VerifiedToken paid = done(floor.pay(anchors, held, "pm_card_visa"));
    VerifiedToken refreshed = floor.codec.seal(paid.checkout(), paid).token();
    VerifiedToken ordered = done(floor.complete(anchors, refreshed));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    assertEquals(floor.total(ready), taken(ordered));
  }

  @Test
  void aTokenWithoutRoomForTheOrderIsRefusedBeforeAnyEffect() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Checkout.Open open = assertInstanceOf(Checkout.Open.class, largest(ready).checkout());
    VerifiedToken tooLarge = floor.codec.sealAnchored(noted(open, 11_200), ready).token();
    assertThrows(StateTooLargeException.class, () -> floor.pay(anchors, tooLarge, "pm_card_visa"));
    assertEquals(0, floor.sandbox.payments().entries().size());
    assertNull(floor.store.load(ready.checkout().contents().id()).body());
  }

  /** With a note as long as a step lets through. */
  private VerifiedToken largest(VerifiedToken ready) {
    Checkout.Open open = assertInstanceOf(Checkout.Open.class, ready.checkout());
    VerifiedToken largest = ready;
    for (int low = 1, high = 20_000; high - low > 1; ) {
      int middle = (low + high) / 2;
      try {
        largest = floor.codec.seal(noted(open, middle), ready).token();
        low = middle;
      } catch (StateTooLargeException e) {
        high = middle;
      }
    }
    return largest;
  }

  private static Checkout.Open noted(Checkout.Open open, int length) {
    Line line = open.contents().lines().getFirst();
    Line noted =
        new Line(
            line.id(),
            line.sku(),
            new TreeMap<>(Map.of("gift-note", "n".repeat(length))),
            line.quantity(),
            line.price(),
            line.available(),
            line.taxRates());
    return open.with(open.contents().withLines(List.of(noted)));
  }

  @Test
  void aFaultOfOursGivesTheLeaseUp() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    FailPoint failing =
        name -> {
          if (name.equals("after-create")) {
            throw new IllegalStateException("a fault of ours");
          }
        };
    Anchors faulty = floor.anchors(floor.sandbox.payments(), floor.sandbox.orders(), failing);
    assertThrows(IllegalStateException.class, () -> floor.pay(faulty, ready, "pm_card_visa"));
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    assertEquals(Payment.Status.AUTHORIZED, paid.checkout().payment().status());
    assertEquals(1, floor.sandbox.payments().entries().size());
  }

  private void flush() {
    redis.command("FLUSHALL");
  }
}
