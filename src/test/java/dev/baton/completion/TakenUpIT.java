package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.checkout.Action;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.completion.PaymentEvents.Receipt;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.PaymentIntent;
import dev.baton.sandbox.BookedOrder;
import dev.baton.token.Storefronts;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Records that other tokens have made anew, before who has paid comes back, or its event. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class TakenUpIT extends AtTheAnchors {
  @Inject Storefronts storefronts;
  private HeardEvents heard;

  @BeforeEach
  void listen() {
    heard = new HeardEvents(floor, storefronts);
  }

  @Test
  void anOlderTokensReservationAfterALostRedisDoesNotCostThePayment() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    flush();
    VerifiedToken held = done(reserve(ready));
    assertEquals(epoch(paid), epoch(held));
    assertEquals(
        Payment.Status.AUTHORIZED, anchors.fold(paid).token().checkout().payment().status());
    assertInstanceOf(Checkout.Completed.class, done(floor.complete(anchors, paid)).checkout());
    assertOrderedOnce(paid);
  }

  @Test
  void noNumberOfOlderAnchorsAfterALostRedisCostsThePayment() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    flush();
    done(release(done(reserve(done(reserve(ready))))));
    // Whatever else it wants, it is a fork; what it has paid for it gets.
    assertEquals(ProblemType.CHECKOUT_DIVERGED, refused(reserve(paid)));
    assertInstanceOf(Checkout.Completed.class, done(floor.complete(anchors, paid)).checkout());
    assertOrderedOnce(paid);
  }

  @Test
  void aReplacedPaymentsTokenAfterALostRedisDoesNotCostTheOneThatCounts() {
    VerifiedToken first = floor.paid("mug-blue", 1);
    VerifiedToken edited = floor.edited(first, new Action.AddLine("mug-red", 1, Map.of()));
    VerifiedToken paid = done(floor.pay(anchors, edited, "pm_card_visa"));
    flush();
    assertInstanceOf(AnchorResult.Refused.class, floor.complete(anchors, first));
    assertInstanceOf(Checkout.Completed.class, done(floor.complete(anchors, paid)).checkout());
    assertOrderedOnce(paid);
  }

  @Test
  void whatLostAgainstAnotherPaymentIsNotTakenUpByARecordMadeAnewEither() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken first = done(floor.pay(anchors, ready, "pm_card_visa"));
    VerifiedToken paid = done(floor.pay(anchors, first, "pm_card_mastercard"));
    flush();
    VerifiedToken held = done(reserve(ready));
    assertEquals(epoch(first), epoch(held));
    assertInstanceOf(AnchorResult.Refused.class, floor.complete(anchors, first));
    done(floor.complete(anchors, paid));
    assertOrderedOnce(paid);
    assertEquals(paid.checkout().payment().attempt(), orders().getFirst().request().attempt());
  }

  @Test
  void aPaymentThatWasReplacedIsNotTakenUpByARecordThatWasNeverLost() {
    VerifiedToken first = floor.paid("mug-blue", 1);
    VerifiedToken fork = floor.edited(first, new Action.SetAttribute("gift-note", "for you"));
    // Revoked and voided for one that came to nothing, at the same epoch.
    assertEquals(
        ProblemType.UNKNOWN_PAYMENT_METHOD, refused(floor.pay(anchors, first, "pm_unheard_of")));
    for (VerifiedToken token : List.of(first, fork)) {
      refused(floor.complete(anchors, token));
      assertEquals(Payment.Status.NONE, anchors.fold(token).token().checkout().payment().status());
    }
    assertEquals(List.of(), orders());
    assertEquals(0, floor.taken(first));
  }

  @Test
  void cancellingAfterALostRedisVoidsWhatARecordMadeAnewNeverKnew() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    flush();
    done(reserve(ready));
    done(cancel(paid));
    assertEquals(
        PaymentIntent.Status.CANCELLED,
        floor.sandbox.payments().entries().getLast().intent().status());
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(floor.complete(anchors, paid)));
    assertEquals(0, floor.taken(paid));
  }

  @Test
  void payingAgainAfterALostRedisChargesOnce() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    flush();
    VerifiedToken other = done(floor.pay(anchors, done(reserve(ready)), "pm_card_mastercard"));
    // Two payments, of which the record knows the second: it counts.
    assertEquals(ProblemType.CHECKOUT_DIVERGED, refused(floor.complete(anchors, paid)));
    done(floor.complete(anchors, other));
    done(floor.complete(anchors, paid));
    assertOrderedOnce(other);
    assertEquals(other.checkout().payment().attempt(), orders().getFirst().request().attempt());
  }

  @Test
  void afterALostRedisAnOlderTokensReservationDoesNotVoidThePayment() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(anchors, ready, "pm_card_visa"));
    flush();
    VerifiedToken held = done(reserve(ready));
    assertEquals(paid.checkout().contents().epoch(), held.checkout().contents().epoch());
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    heard.assertOrderedOnce(paid);
    for (VerifiedToken token : List.of(ready, paid, held)) {
      assertInstanceOf(Checkout.Completed.class, done(floor.complete(anchors, token)).checkout());
    }
  }

  @Test
  void whatIsTakenUpIsCompletedByHandIfThatWasWanted() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Anchors.PayCommand byHand =
        new Anchors.PayCommand("pm_card_visa", null, floor.total(ready), false);
    VerifiedToken paid = done(anchors.pay(ready, floor.storefront, byHand, "by hand"));
    flush();
    VerifiedToken held = done(reserve(ready));
    VerifiedToken more = done(reserve(held));
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    assertEquals(0, floor.sandbox.orders().orders().size());
    // It goes on at the epoch that it had, so the newest token can complete what was paid for.
    assertEquals(more.checkout().contents().epoch(), heard.record(paid).epoch());
    done(floor.complete(anchors, more));
    heard.assertOrderedOnce(paid);
  }

  private static long epoch(VerifiedToken token) {
    return token.checkout().contents().epoch();
  }

  private List<BookedOrder> orders() {
    return floor.sandbox.orders().orders();
  }

  private void assertOrderedOnce(VerifiedToken paid) {
    assertEquals(1, orders().size());
    assertEquals(floor.total(paid), floor.taken(paid));
  }

  private void flush() {
    redis.command("FLUSHALL");
  }
}
