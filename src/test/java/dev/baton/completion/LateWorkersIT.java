package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.Checkout;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import dev.baton.payment.Outcome;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.Storefronts;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Workers that come late, or die on the way, and those that find what they left. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class LateWorkersIT extends AtTheAnchors {
  @Inject Storefronts storefronts;

  @Test
  void aLateWorkerIsRefusedAfterRevoke() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    OrderRequest late = requestOf(paid);
    floor.sandbox.orders().revoke(late.checkout(), late.attempt());
    assertInstanceOf(OrderBackend.Placed.AttemptRevoked.class, floor.sandbox.orders().place(late));
    assertEquals(0, floor.taken(paid));
  }

  @Test
  void aLateWorkerIsRefusedAfterClose() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    OrderRequest late = requestOf(paid);
    done(cancel(paid));
    assertInstanceOf(OrderBackend.Placed.CheckoutClosed.class, floor.sandbox.orders().place(late));
    assertEquals(0, floor.taken(paid));
  }

  @Test
  void aLateWorkerIsRefusedAfterAnotherAttemptsOrder() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    OrderRequest late = requestOf(paid);
    VerifiedToken again = done(floor.pay(floor.anchors(), paid, "pm_card_mastercard"));
    done(floor.complete(floor.anchors(), again));
    OrderBackend.Placed.OtherAttempt other =
        assertInstanceOf(
            OrderBackend.Placed.OtherAttempt.class, floor.sandbox.orders().place(late));
    assertEquals(again.checkout().payment().attempt(), other.attempt());
    assertEquals(floor.total(paid), floor.taken(paid));
  }

  @Test
  void aLateWorkerIsRefusedAfterSettledUnpaid() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(floor.anchors(), ready, "pm_sandbox_captureRefused"));
    OrderRequest late = requestOf(paid);
    assertInstanceOf(AnchorResult.Refused.class, floor.complete(floor.anchors(), paid));
    assertInstanceOf(OrderBackend.Placed.AttemptRevoked.class, floor.sandbox.orders().place(late));
    assertEquals(0, floor.taken(paid));
    assertEquals(0, floor.sandbox.orders().sold("mug-blue"));
  }

  @Test
  void aWorkerThatDiesBetweenAnyTwoEffectsIsFinishedByTheNext() {
    List<String> points = new ArrayList<>();
    floor.complete(
        floor.anchors(floor.sandbox.payments(), floor.sandbox.orders(), points::add),
        floor.paid("mug-blue", 1));
    assertTrue(points.contains("before-capture"), points::toString);
    for (String point : points) {
      VerifiedToken paid = floor.paid("mug-blue", 1);
      Anchors dying = floor.dyingAt(point);
      try {
        floor.complete(dying, paid);
      } catch (ShopFloor.Died e) {
        // As wanted; some points come after the answer is known.
      }
      VerifiedToken ordered = afterLease(paid);
      assertInstanceOf(Checkout.Completed.class, ordered.checkout(), point);
      assertEquals(floor.total(paid), floor.taken(paid), point);
      assertEquals(
          1,
          floor.sandbox.orders().orders().stream()
              .filter(order -> order.request().checkout().equals(id(paid)))
              .count(),
          point);
    }
  }

  /** Its record was lost, and made anew by a payment that is to be completed by hand. */
  @Test
  void aLateWorkersOrderIsSettledThoughAnOpenRecordDoesNotKnowIt() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    OrderRequest late = requestOf(paidByHand(ready));
    redis.command("FLUSHALL");
    paidByHand(floor.edited(ready, new Action.SetAttribute("gift-note", "for you")));
    assertInstanceOf(OrderBackend.Placed.Accepted.class, floor.sandbox.orders().place(late));
    HeardEvents heard = new HeardEvents(floor, storefronts);
    assertInstanceOf(
        Outcome.Completed.class, heard.recovery().ofCheckout(late.checkout()).outcome());
    heard.assertOrderedOnce(ready);
  }

  private VerifiedToken paidByHand(VerifiedToken token) {
    Anchors.PayCommand byHand =
        new Anchors.PayCommand("pm_card_visa", null, floor.total(token), false);
    return done(floor.anchors().pay(token, floor.storefront, byHand, "by hand"));
  }

  /** As after the end of the dead worker's lease, which {@link Loose} has made short. */
  private VerifiedToken afterLease(VerifiedToken paid) {
    AnchorResult result =
        Awaitility.await()
            .pollInterval(Duration.ofMillis(5))
            .until(
                () -> floor.complete(floor.anchors(), paid), AnchorResult.Done.class::isInstance);
    return done(result);
  }

  private OrderRequest requestOf(VerifiedToken paid) {
    PaymentIntent intent = floor.sandbox.payments().entries().getLast().intent();
    return new OrderRequest(
        id(paid),
        intent.attempt(),
        intent.id(),
        paid.checkout().contents(),
        dev.baton.checkout.Totals.of(paid.checkout(), floor.storefront));
  }
}
