package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.ProblemType;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A code for a single use, in the hands of many: the order backend's claim redeems it. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class LimitedCodeIT extends AtTheAnchors {
  private static final int SHOPPERS = 50;

  @Test
  void fiftyCheckoutsWithOneSingleUseCodeMakeOneDiscountedOrder() throws Exception {
    List<VerifiedToken> paid = new ArrayList<>();
    for (int i = 0; i < SHOPPERS; i++) {
      VerifiedToken ready =
          floor.edited(floor.ready("mug-blue", 1), new Action.ApplyPromotion("ONCE"));
      assertTrue(floor.total(ready) < floor.total(floor.ready("mug-blue", 1)));
      paid.add(done(floor.pay(floor.anchors(), ready, "pm_card_visa")));
    }

    List<Callable<AnchorResult>> calls = new ArrayList<>();
    for (VerifiedToken token : paid) {
      calls.add(() -> completed(token));
    }
    List<AnchorResult> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<AnchorResult> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
    }

    assertEquals(1, results.stream().filter(AnchorResult.Done.class::isInstance).count());
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(1, floor.sandbox.codes().used("ONCE"));
    long captured = 0;
    for (var entry : floor.sandbox.payments().entries()) {
      captured += entry.captured() - entry.refunded();
      assertFalse(entry.intent().status() == Status.AUTHORIZED, "an authorisation is left");
    }
    assertEquals(floor.sandbox.orders().orders().getFirst().request().totals().total(), captured);

    for (AnchorResult result : results) {
      if (result instanceof AnchorResult.Refused refused) {
        assertEquals(ProblemType.ORDER_REJECTED, refused.refusal().type());
        assertEquals("code-used", refused.refusal().extra().get("code"));
        assertNotNull(refused.token());
      }
    }
    assertEquals(499, floor.sandbox.stock().level("mug-blue").onHand());
    goesOnWithoutTheCode(results);
  }

  /** One of the forty-nine buys at the full price. */
  private void goesOnWithoutTheCode(List<AnchorResult> results) {
    AnchorResult.Refused refused =
        results.stream()
            .filter(AnchorResult.Refused.class::isInstance)
            .map(AnchorResult.Refused.class::cast)
            .findFirst()
            .orElseThrow();
    assertNotNull(refused.token());
    VerifiedToken left = refused.token().token();
    String promotion = left.checkout().contents().promotions().getFirst().id();
    VerifiedToken token = floor.edited(left, new Action.RemovePromotion(promotion));
    VerifiedToken paid = done(floor.pay(floor.anchors(), token, "pm_card_visa"));
    assertInstanceOf(AnchorResult.Done.class, completed(paid));
    assertEquals(2, floor.sandbox.orders().orders().size());
  }

  /** Repeated while it is being worked on, as a client does that is told 202 or 503. */
  private AnchorResult completed(VerifiedToken token) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .ignoreException(RedisUnavailableException.class)
        .until(
            () -> floor.complete(floor.anchors(), token),
            result ->
                !(result instanceof AnchorResult.InProgress)
                    && !(result instanceof AnchorResult.Refused busy
                        && busy.refusal().type() == ProblemType.CHECKOUT_BUSY));
  }
}
