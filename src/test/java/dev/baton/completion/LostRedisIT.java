package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.Action;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.ProblemType;
import dev.baton.local.LocalRedisResource;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the anchors do when Redis is down, or has lost everything. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class LostRedisIT extends AtTheAnchors {
  @Test
  void aLostRedisDoesNotLoseThePayment() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    flush();
    VerifiedToken ordered = done(floor.complete(anchors, paid));
    assertEquals(floor.total(paid), floor.taken(ordered));
    flush();
    assertInstanceOf(Checkout.Completed.class, done(floor.complete(anchors, paid)).checkout());
    assertEquals(ProblemType.STEP_NOT_OPEN, refused(floor.pay(anchors, paid, "pm_card_visa")));
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(floor.total(paid), floor.taken(ordered));
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
    assertEquals(floor.total(paid), floor.taken(ordered));
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
    assertEquals(floor.total(edited), floor.taken(paid));
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

  private void flush() {
    redis.command("FLUSHALL");
  }
}
