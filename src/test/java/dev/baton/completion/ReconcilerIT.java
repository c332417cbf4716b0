package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.id;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Reservation;
import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.sandbox.SandboxPayments;
import dev.baton.token.VerifiedToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of checkouts whose shopper, or worker, never comes back. */
@QuarkusTest
@TestProfile(Attended.class)
@WithTestResource(LocalRedisResource.class)
class ReconcilerIT {
  @Inject ShopFloor floor;
  @Inject MeterRegistry registry;
  LocalRedis redis;

  @BeforeEach
  void reset() {
    floor.sandbox.reset();
  }

  private CheckoutRecord record(VerifiedToken token) {
    String body = floor.store.load(id(token)).body();
    assertNotNull(body);
    return RecordJson.read(body);
  }

  private Phase phase(VerifiedToken token) {
    return record(token).phase();
  }

  private SandboxPayments.Entry payment(VerifiedToken token) {
    return floor.sandbox.payments().entries().stream()
        .filter(entry -> entry.checkout().equals(id(token)))
        .findFirst()
        .orElseThrow();
  }

  private void awaitCompleted(VerifiedToken token) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertEquals(Phase.COMPLETED, phase(token)));
    assertOrderedOnce(token);
  }

  private void assertOrderedOnce(VerifiedToken token) {
    assertEquals(
        1,
        floor.sandbox.orders().orders().stream()
            .filter(order -> order.request().checkout().equals(id(token)))
            .count());
    assertEquals(floor.total(token), floor.sandbox.payments().taken(id(token)));
  }

  private double counted(String stage) {
    var counter =
        registry.find("baton.funnel").tags("stage", stage, "storefront", "demo").counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void whatIsPaidForIsOrderedThoughTheBrowserNeverComesBack() {
    double before = counted("completed");
    VerifiedToken paid = floor.paid("mug-blue", 2);
    awaitCompleted(paid);
    await().atMost(Duration.ofSeconds(60)).until(() -> counted("completed") >= before + 1);
    // The same epoch: webhook and reconciler leave it.
    assertEquals(paid.checkout().contents().epoch(), record(paid).epoch());
    VerifiedToken ordered = done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
  }

  @Test
  void withoutAutoCompleteTheShopperDecides() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Anchors.PayCommand byHand =
        new Anchors.PayCommand("pm_card_visa", null, floor.total(ready), false);
    VerifiedToken paid = done(floor.anchors().pay(ready, floor.storefront, byHand, "by hand"));
    VerifiedToken other = floor.paid("mug-blue", 1);
    awaitCompleted(other);
    assertEquals(Phase.OPEN, phase(paid));
    assertEquals(Status.AUTHORIZED, payment(paid).intent().status());
    done(floor.complete(floor.anchors(), paid));
    assertOrderedOnce(paid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "before-place",
        "after-place",
        "before-capture",
        "after-capture",
        "before-settle-paid",
        "after-settle-paid",
        "after-release",
        "before-finish-completed"
      })
  void whatADeadWorkerLeftIsFinished(String point) {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    Anchors doomed = floor.failingAt(point);
    assertThrows(IllegalStateException.class, () -> floor.complete(doomed, paid));
    awaitCompleted(paid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"before-create", "after-create", "before-commit", "after-commit"})
  void aPaymentWhoseCallerDiedIsBroughtToRest(String point) {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Anchors doomed = floor.failingAt(point);
    assertThrows(IllegalStateException.class, () -> floor.pay(doomed, ready, "pm_card_visa"));
    if (point.equals("before-create")) {
      // Nothing was taken, and the call may still arrive: the attempt is barred, and forgotten.
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertNull(record(ready).attempt()));
      assertEquals(0, floor.sandbox.payments().taken(id(ready)));
    } else {
      awaitCompleted(ready);
    }
  }

  @Test
  void anAbandonedAuthenticationIsCancelledAndItsUnitsFreed() {
    VerifiedToken ready = floor.ready("poster-finish", 1);
    VerifiedToken waiting =
        done(floor.pay(floor.anchors(), ready, "pm_card_authenticationRequired"));
    assertEquals(Payment.Status.REQUIRES_ACTION, waiting.checkout().payment().status());
    assertEquals(Reservation.Status.COMMITTING, waiting.checkout().reservation().status());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertEquals(Status.CANCELLED, payment(waiting).intent().status());
          assertEquals(Phase.OPEN, phase(waiting));
          assertTrue(record(waiting).held().isEmpty());
        });
    assertFalse(record(waiting).paymentStands());
    // The last unit is anybody's again.
    VerifiedToken another = floor.paid("poster-finish", 1);
    awaitCompleted(another);
    floor.sandbox.stock().set("poster-finish", 1);
    AnchorResult.Refused again =
        assertInstanceOf(
            AnchorResult.Refused.class,
            floor.pay(floor.anchors(), ready, "pm_card_authenticationRequired"));
    assertEquals(ProblemType.PAYMENT_REQUIRED, again.refusal().type());
    assertEquals("abandoned", again.refusal().extra().get("reason"));
    assertNotNull(again.token());
    VerifiedToken paid = done(floor.pay(floor.anchors(), again.token().token(), "pm_card_visa"));
    done(floor.complete(floor.anchors(), paid));
    assertOrderedOnce(paid);
  }

  @Test
  void anAuthenticatedPaymentIsOrderedThoughTheBrowserNeverComesBack() {
    double before = counted("paid");
    VerifiedToken waiting =
        done(
            floor.pay(
                floor.anchors(), floor.ready("mug-blue", 1), "pm_card_authenticationRequired"));
    floor.sandbox.payments().authenticate(payment(waiting).intent().id(), true);
    awaitCompleted(waiting);
    await().atMost(Duration.ofSeconds(60)).until(() -> counted("paid") >= before + 1);
  }

  @Test
  void anOrderLeftWithoutItsRecordIsFoundAtTheBackend() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    Anchors doomed =
        floor.anchors(
            floor.sandbox.payments(),
            floor.sandbox.orders(),
            name -> {
              if (name.equals("before-capture")) {
                throw new IllegalStateException("died " + name);
              }
            });
    assertThrows(IllegalStateException.class, () -> floor.complete(doomed, paid));
    redis.command("FLUSHALL");
    awaitCompleted(paid);
    // Its shopper, whose token is all that is left, learns of it.
    VerifiedToken ordered = done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
  }

  @Test
  void manyAreFinishedOnceEachByAnyInstance() {
    List<VerifiedToken> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(floor.paid("mug-blue", 1));
    }
    all.forEach(this::awaitCompleted);
    assertEquals(40, floor.sandbox.orders().orders().size());
  }
}
