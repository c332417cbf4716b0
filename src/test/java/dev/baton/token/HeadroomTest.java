package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.Money;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Reservation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The largest token that a step may give can be carried to the end of its checkout. */
class HeadroomTest {
  private static final int LIMIT = 16 * 1024;
  private static final String DIGEST = "x".repeat(22);

  private final TokenCodec codec = TokenCodecs.inMemory(() -> AnyCheckout.NOW);

  @Test
  void whateverBecomesOfTheLargestTokenStillOpens() {
    IssuedToken largest = largest();
    Contents contents =
        largest.token().checkout().contents().withRevision(999_999).withEpoch(999_999);
    Reservation held =
        new Reservation(
            Reservation.Status.COMMITTING, AnyCheckout.NOW.plusSeconds(604_800), DIGEST);
    Payment waiting = new Payment(Payment.Status.REQUIRES_ACTION, DIGEST, DIGEST, Money.MAX, null);
    Payment failed = new Payment(Payment.Status.FAILED, DIGEST, DIGEST, Money.MAX, "d".repeat(64));
    Payment captured = new Payment(Payment.Status.CAPTURED, DIGEST, DIGEST, Money.MAX, null);
    Order order =
        new Order(
            "\u9752".repeat(64),
            "\u9752".repeat(64),
            "https://" + "u".repeat(504),
            AnyCheckout.NOW,
            Order.Status.PLACED);
    VerifiedToken token = largest.token();
    for (Checkout later :
        List.of(
            new Checkout.Open(contents, held, waiting),
            new Checkout.Open(contents, held, failed),
            new Checkout.Completing(contents, held, waiting),
            new Checkout.Cancelling(contents, held, failed),
            new Checkout.Completed(contents, captured, order),
            new Checkout.Cancelled(contents, failed))) {
      IssuedToken issued = codec.sealAnchored(later, token);
      assertTrue(issued.compact().length() <= LIMIT, later + " " + issued.compact().length());
      assertInstanceOf(OpenResult.Verified.class, codec.open(issued.compact()));
      // Refresh may seal it again.
      token = codec.seal(later, issued.token()).token();
    }
  }

  @Test
  void aStepPastTheRoomIsRefusedWithItsSizeAndTheLimit() {
    StateTooLargeException large =
        assertThrows(StateTooLargeException.class, () -> codec.seal(noted(20_000), null));
    assertEquals(LIMIT - Headroom.MOST, large.limit());
    assertTrue(large.size() > LIMIT);
  }

  private IssuedToken largest() {
    IssuedToken largest = codec.seal(noted(1), null);
    for (int low = 1, high = 20_000; high - low > 1; ) {
      int middle = (low + high) / 2;
      try {
        largest = codec.seal(noted(middle), null);
        low = middle;
      } catch (StateTooLargeException e) {
        high = middle;
      }
    }
    return largest;
  }

  private static Checkout.Open noted(int length) {
    Checkout.Open open = TypicalCheckout.of(1, "Mug");
    return open.with(
        open.contents()
            .withLines(List.of(Line.unpriced("mug", Map.of("gift-note", "n".repeat(length)), 1))));
  }
}
