package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Line;
import dev.baton.local.LocalRedisResource;
import dev.baton.token.StateTooLargeException;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The largest token that a step gives has room for its order; a larger one goes nowhere. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class LargestTokenIT extends AtTheAnchors {
  @Test
  void theLargestTokenThatAStepGivesIsCarriedToItsOrder() {
    VerifiedToken ready = largest(floor.ready("mug-blue", 1));
    VerifiedToken held = done(reserve(ready));
    VerifiedToken paid = done(floor.pay(anchors, held, "pm_card_visa"));
    VerifiedToken refreshed = floor.codec.seal(paid.checkout(), paid).token();
    VerifiedToken ordered = done(floor.complete(anchors, refreshed));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    assertEquals(floor.total(ready), floor.taken(ordered));
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
}
