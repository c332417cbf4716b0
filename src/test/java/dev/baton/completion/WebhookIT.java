package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.id;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.ProblemType;
import dev.baton.completion.PaymentEvents.Receipt;
import dev.baton.local.LocalRedis;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider.NewIntent;
import dev.baton.reservation.RecordStore;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.sandbox.SandboxPayments;
import dev.baton.token.Storefronts;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the payment provider's events, by what the record knows of their attempt. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class WebhookIT {
  @Inject ShopFloor floor;
  @Inject Storefronts storefronts;
  LocalRedis redis;
  private HeardEvents heard;

  @BeforeEach
  void reset() {
    floor.sandbox.reset();
    redis.command("FLUSHALL");
    heard = new HeardEvents(floor, storefronts);
  }

  /** Writes what was there before over what there is, as a failover does that loses a write. */
  private void lose(VerifiedToken token, String before) {
    RecordStore.Loaded found = floor.store.load(id(token));
    floor.store.save(id(token), found.version(), before, "failover", null, Duration.ofHours(1));
  }

  private String stored(VerifiedToken token) {
    String body = floor.store.load(id(token)).body();
    assertNotNull(body);
    return body;
  }

  @Test
  void itsOwnAttemptIsCompleted() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    heard.assertOrderedOnce(paid);
    assertEquals(paid.checkout().contents().epoch(), heard.record(paid).epoch());
    VerifiedToken ordered = done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
  }

  @Test
  void whatTheEventSaysIsNotBelieved() {
    VerifiedToken waiting =
        done(
            floor.pay(
                floor.anchors(), floor.ready("mug-blue", 1), "pm_card_authenticationRequired"));
    // It says succeeded; the provider says that the shopper hasn't authenticated yet.
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(waiting)));
    assertEquals(Phase.OPEN, heard.record(waiting).phase());
    assertEquals(0, floor.sandbox.orders().orders().size());
    floor.sandbox.payments().authenticate(heard.intent(waiting), true);
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(waiting)));
    heard.assertOrderedOnce(waiting);
  }

  @Test
  void whatWasPaidForIsOrderedThoughItWasEditedSince() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    VerifiedToken edited = floor.edited(paid, new Action.AddLine("mug-red", 5, Map.of()));
    assertEquals(
        ProblemType.PAYMENT_CHANGED, ShopFloor.refused(floor.complete(floor.anchors(), edited)));
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    heard.assertOrderedOnce(paid);
    assertEquals(
        List.of("mug-blue"),
        floor.sandbox.orders().orders().getFirst().request().contents().lines().stream()
            .map(line -> line.sku())
            .toList());
  }

  @Test
  void withoutARecordItIsRebuiltFromThePaymentsMetadata() {
    VerifiedToken paid = floor.paid("mug-blue", 2);
    redis.command("FLUSHALL");
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    heard.assertOrderedOnce(paid);
    VerifiedToken ordered = done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    heard.assertOrderedOnce(paid);
  }

  @Test
  void aRebuiltRecordKnowsWhoWantsToCompleteByHand() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Anchors.PayCommand byHand =
        new Anchors.PayCommand("pm_card_visa", null, floor.total(ready), false);
    VerifiedToken paid = done(floor.anchors().pay(ready, floor.storefront, byHand, "by hand"));
    redis.command("FLUSHALL");
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    assertEquals(0, floor.sandbox.orders().orders().size());
    done(floor.complete(floor.anchors(), paid));
    heard.assertOrderedOnce(paid);
  }

  @Test
  void anAttemptOfALostWriteIsAdopted() {
    VerifiedToken held =
        done(floor.anchors().reserve(floor.ready("mug-blue", 1), floor.storefront, null, "r"));
    String before = stored(held);
    VerifiedToken paid = done(floor.pay(floor.anchors(), held, "pm_card_visa"));
    lose(held, before);
    assertNull(heard.record(paid).attempt());
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    heard.assertOrderedOnce(paid);
    assertEquals(paid.checkout().contents().epoch(), heard.record(paid).epoch());
  }

  @Test
  void aRecordRebuiltFromTheFirstOfTwoPaymentsTakesTheSecond() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken again =
        ShopFloor.left(floor.pay(floor.anchors(), ready, "pm_card_visa_chargeDeclined"));
    VerifiedToken paid = done(floor.pay(floor.anchors(), again, "pm_card_visa"));
    List<String> both = heard.payments(paid).stream().map(entry -> entry.intent().id()).toList();
    assertEquals(2, both.size());
    redis.command("FLUSHALL");
    assertInstanceOf(Receipt.Done.class, heard.event(both.getFirst()));
    assertInstanceOf(Receipt.Done.class, heard.event(both.getLast()));
    heard.assertOrderedOnce(paid);
  }

  @Test
  void aRecordThatIsFartherBehindTakesThePaymentUp() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken held = done(floor.anchors().reserve(ready, floor.storefront, null, "r"));
    String before = stored(held);
    VerifiedToken again = done(floor.anchors().reserve(held, floor.storefront, null, "again"));
    VerifiedToken paid = done(floor.pay(floor.anchors(), again, "pm_card_visa"));
    lose(paid, before);
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    heard.assertOrderedOnce(paid);
    assertEquals(paid.checkout().contents().epoch(), heard.record(paid).epoch());
  }

  @Test
  void aRecordThatIsBehindWithAPaymentOfItsOwnIsLeftToWhoKnowsMore() {
    VerifiedToken first = floor.paid("mug-blue", 1);
    String before = stored(first);
    VerifiedToken edited = floor.edited(first, new Action.AddLine("mug-red", 1, Map.of()));
    VerifiedToken paid = done(floor.pay(floor.anchors(), edited, "pm_card_visa"));
    lose(paid, before);
    assertInstanceOf(Receipt.Again.class, heard.event(heard.intent(paid)));
    assertEquals(0, floor.sandbox.orders().orders().size());
    done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    heard.assertOrderedOnce(paid);
  }

  @Test
  void anyOtherAttemptIsRevokedAndVoided() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    NewIntent stray = stray(heard.payments(paid).getFirst(), "stray", "1");
    floor.sandbox.payments().create(stray);
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    assertEquals(Status.CANCELLED, heard.payments(paid).getLast().intent().status());
    assertTrue(heard.record(paid).dead().isEmpty());
    assertInstanceOf(
        Receipt.Done.class, heard.event(heard.payments(paid).getFirst().intent().id()));
    heard.assertOrderedOnce(paid);
    // And after the end, too.
    floor.sandbox.payments().create(stray(heard.payments(paid).getFirst(), "late", "9"));
    assertInstanceOf(Receipt.Done.class, heard.event(heard.intent(paid)));
    assertEquals(Status.CANCELLED, heard.payments(paid).getLast().intent().status());
    heard.assertOrderedOnce(paid);
  }

  private static NewIntent stray(SandboxPayments.Entry like, String attempt, String epoch) {
    Map<String, String> metadata = new HashMap<>(like.intent().metadata());
    metadata.put("attempt", attempt);
    metadata.put("ep", epoch);
    return new NewIntent(
        attempt,
        like.storefront(),
        like.checkout(),
        like.intent().amount(),
        like.intent().currency(),
        "pm_card_visa",
        null,
        metadata);
  }

  @Test
  void aPaymentOfSomebodyElseIsNone() {
    floor
        .sandbox
        .payments()
        .create(new NewIntent("other", "s", "c", 100, "EUR", "pm_card_visa", null, Map.of()));
    String id = floor.sandbox.payments().entries().getFirst().intent().id();
    assertInstanceOf(Receipt.Done.class, heard.event(id));
    assertInstanceOf(Receipt.Done.class, heard.event("pi_unheard_of"));
    assertEquals(
        Status.AUTHORIZED, floor.sandbox.payments().entry(id).orElseThrow().intent().status());
  }

  @Test
  void browserWebhookAndReconcilerInAnyOrderMakeOneOrder() throws Exception {
    for (int round = 0; round < 40; round++) {
      floor.sandbox.reset();
      VerifiedToken paid = floor.paid("mug-blue", 1);
      String intent = heard.intent(paid);
      List<Callable<Object>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(() -> heard.event(intent));
        all.add(() -> floor.complete(floor.anchors(), paid));
        all.add(() -> heard.recovery().ofCheckout(id(paid)));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Object> result : threads.invokeAll(all)) {
          // A machine that is busy enough lets Redis look down: that is none of this test's faults.
          assertTrue(
              result.state() == Future.State.SUCCESS
                  || result.exceptionNow() instanceof RedisUnavailableException,
              result::toString);
        }
      }
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreException(RedisUnavailableException.class)
          .untilAsserted(() -> assertInstanceOf(Receipt.Done.class, heard.event(intent)));
      heard.assertOrderedOnce(paid);
    }
  }

  @Test
  void anEventThatCanNotBeReadIsRefused() {
    byte[] body = "{\"id\":".getBytes(StandardCharsets.UTF_8);
    assertEquals(ProblemType.INVALID_JSON, refused(heard.receive(body)));
    byte[] list = "[]".getBytes(StandardCharsets.UTF_8);
    assertEquals(ProblemType.WRONG_TYPE, refused(heard.receive(list)));
    byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
    assertEquals(ProblemType.MISSING_FIELD, refused(heard.receive(empty)));
  }

  private static ProblemType refused(Receipt receipt) {
    return assertInstanceOf(Receipt.Refused.class, receipt).refusal().type();
  }
}
