package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
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
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider.NewIntent;
import dev.baton.reservation.RecordStore;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.sandbox.SandboxPayments;
import dev.baton.token.Storefronts;
import dev.baton.token.VerifiedToken;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the payment provider's events, by what the record knows of their attempt. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class WebhookIT {
  private static final String SECRET = "whsec_" + UUID.randomUUID();

  @Inject ShopFloor floor;
  @Inject Storefronts storefronts;
  LocalRedis redis;
  private PaymentEvents events;

  @BeforeEach
  void reset() {
    floor.sandbox.reset();
    redis.command("FLUSHALL");
    events =
        new PaymentEvents(
            floor.sandbox.payments(),
            recovery(),
            new CompletionMetrics(new SimpleMeterRegistry()),
            new Trusting(),
            Duration.ofSeconds(1),
            floor.clock);
  }

  private Recovery recovery() {
    return new Recovery(
        floor.workshop(
            floor.store, floor.sandbox.payments(), floor.sandbox.orders(), FailPoint.NONE),
        storefronts);
  }

  private static final class Trusting implements WebhookConfig {
    @Override
    public Optional<List<String>> secrets() {
      return Optional.of(List.of(SECRET));
    }

    @Override
    public Duration tolerance() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Optional<String> account() {
      return Optional.empty();
    }
  }

  private Receipt event(String intent) {
    byte[] body =
        """
        {"id":"evt_1","object":"event","type":"payment_intent.succeeded",
         "data":{"object":{"id":"%s","object":"payment_intent","status":"succeeded"}}}\
        """
            .formatted(intent)
            .getBytes(StandardCharsets.UTF_8);
    return events.receive("sandbox", signature(body), body);
  }

  private String signature(byte[] body) {
    try {
      long time = floor.clock.instant().getEpochSecond();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id(VerifiedToken token) {
    return token.checkout().contents().id();
  }

  private CheckoutRecord record(VerifiedToken token) {
    String body = floor.store.load(id(token)).body();
    assertNotNull(body);
    return RecordJson.read(body);
  }

  private String intent(VerifiedToken token) {
    return payments(token).getLast().intent().id();
  }

  private List<SandboxPayments.Entry> payments(VerifiedToken token) {
    return floor.sandbox.payments().entries().stream()
        .filter(entry -> entry.checkout().equals(id(token)))
        .toList();
  }

  private void assertOrderedOnce(VerifiedToken token) {
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(floor.total(token), floor.sandbox.payments().taken(id(token)));
    assertEquals(Phase.COMPLETED, record(token).phase());
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
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertOrderedOnce(paid);
    assertEquals(paid.checkout().contents().epoch(), record(paid).epoch());
    VerifiedToken ordered = done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
  }

  @Test
  void whatTheEventSaysIsNotBelieved() {
    VerifiedToken waiting =
        done(
            floor.pay(
                floor.anchors(), floor.ready("mug-blue", 1), "pm_card_authenticationRequired"));
    // It says succeeded; the provider says that the shopper hasn't authenticated yet.
    assertInstanceOf(Receipt.Done.class, event(intent(waiting)));
    assertEquals(Phase.OPEN, record(waiting).phase());
    assertEquals(0, floor.sandbox.orders().orders().size());
    floor.sandbox.payments().authenticate(intent(waiting), true);
    assertInstanceOf(Receipt.Done.class, event(intent(waiting)));
    assertOrderedOnce(waiting);
  }

  @Test
  void whatWasPaidForIsOrderedThoughItWasEditedSince() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    VerifiedToken edited = floor.edited(paid, new Action.AddLine("mug-red", 5, Map.of()));
    assertEquals(
        ProblemType.PAYMENT_CHANGED,
        assertInstanceOf(AnchorResult.Refused.class, floor.complete(floor.anchors(), edited))
            .refusal()
            .type());
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertOrderedOnce(paid);
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
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertOrderedOnce(paid);
    VerifiedToken ordered = done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Checkout.Completed.class, ordered.checkout());
    assertOrderedOnce(paid);
  }

  @Test
  void aRebuiltRecordKnowsWhoWantsToCompleteByHand() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    Anchors.PayCommand byHand =
        new Anchors.PayCommand("pm_card_visa", null, floor.total(ready), false);
    VerifiedToken paid = done(floor.anchors().pay(ready, floor.storefront, byHand, "by hand"));
    redis.command("FLUSHALL");
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertEquals(0, floor.sandbox.orders().orders().size());
    done(floor.complete(floor.anchors(), paid));
    assertOrderedOnce(paid);
  }

  @Test
  void anAttemptOfALostWriteIsAdopted() {
    VerifiedToken held =
        done(floor.anchors().reserve(floor.ready("mug-blue", 1), floor.storefront, null, "r"));
    String before = stored(held);
    VerifiedToken paid = done(floor.pay(floor.anchors(), held, "pm_card_visa"));
    lose(held, before);
    assertNull(record(paid).attempt());
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertOrderedOnce(paid);
    assertEquals(paid.checkout().contents().epoch(), record(paid).epoch());
  }

  @Test
  void aRecordRebuiltFromTheFirstOfTwoPaymentsTakesTheSecond() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    AnchorResult.Refused declined =
        assertInstanceOf(
            AnchorResult.Refused.class,
            floor.pay(floor.anchors(), ready, "pm_card_visa_chargeDeclined"));
    assertNotNull(declined.token());
    VerifiedToken again = declined.token().token();
    VerifiedToken paid = done(floor.pay(floor.anchors(), again, "pm_card_visa"));
    List<String> both = payments(paid).stream().map(entry -> entry.intent().id()).toList();
    assertEquals(2, both.size());
    redis.command("FLUSHALL");
    assertInstanceOf(Receipt.Done.class, event(both.getFirst()));
    assertInstanceOf(Receipt.Done.class, event(both.getLast()));
    assertOrderedOnce(paid);
  }

  @Test
  void aRecordThatIsFartherBehindIsLeftToWhoKnowsMore() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken held = done(floor.anchors().reserve(ready, floor.storefront, null, "r"));
    String before = stored(held);
    VerifiedToken again = done(floor.anchors().reserve(held, floor.storefront, null, "again"));
    VerifiedToken paid = done(floor.pay(floor.anchors(), again, "pm_card_visa"));
    lose(paid, before);
    assertInstanceOf(Receipt.Again.class, event(intent(paid)));
    assertEquals(0, floor.sandbox.orders().orders().size());
    done(floor.complete(floor.anchors(), paid));
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertOrderedOnce(paid);
  }

  @Test
  void anyOtherAttemptIsRevokedAndVoided() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    NewIntent stray = stray(payments(paid).getFirst(), "stray", "1");
    floor.sandbox.payments().create(stray);
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertEquals(Status.CANCELLED, payments(paid).getLast().intent().status());
    assertTrue(record(paid).dead().isEmpty());
    assertInstanceOf(Receipt.Done.class, event(payments(paid).getFirst().intent().id()));
    assertOrderedOnce(paid);
    // And after the end, too.
    floor.sandbox.payments().create(stray(payments(paid).getFirst(), "late", "9"));
    assertInstanceOf(Receipt.Done.class, event(intent(paid)));
    assertEquals(Status.CANCELLED, payments(paid).getLast().intent().status());
    assertOrderedOnce(paid);
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
    assertInstanceOf(Receipt.Done.class, event(id));
    assertInstanceOf(Receipt.Done.class, event("pi_unheard_of"));
    assertEquals(
        Status.AUTHORIZED, floor.sandbox.payments().entry(id).orElseThrow().intent().status());
  }

  @Test
  void browserWebhookAndReconcilerInAnyOrderMakeOneOrder() throws Exception {
    for (int round = 0; round < 40; round++) {
      floor.sandbox.reset();
      VerifiedToken paid = floor.paid("mug-blue", 1);
      String intent = intent(paid);
      List<Callable<Object>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(() -> event(intent));
        all.add(() -> floor.complete(floor.anchors(), paid));
        all.add(() -> recovery().ofCheckout(id(paid)));
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
          .untilAsserted(() -> assertInstanceOf(Receipt.Done.class, event(intent)));
      assertOrderedOnce(paid);
    }
  }

  @Test
  void anEventThatCanNotBeReadIsRefused() {
    byte[] body = "{\"id\":".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        ProblemType.INVALID_JSON, refused(events.receive("sandbox", signature(body), body)));
    byte[] list = "[]".getBytes(StandardCharsets.UTF_8);
    assertEquals(ProblemType.WRONG_TYPE, refused(events.receive("sandbox", signature(list), list)));
    byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
    assertEquals(
        ProblemType.MISSING_FIELD, refused(events.receive("sandbox", signature(empty), empty)));
  }

  private static ProblemType refused(Receipt receipt) {
    return assertInstanceOf(Receipt.Refused.class, receipt).refusal().type();
  }
}
