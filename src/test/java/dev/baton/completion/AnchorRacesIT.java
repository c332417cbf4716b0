package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Checkout;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many at once, and workers that come late. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class AnchorRacesIT {
  private static final int COMPLETES = 200;
  private static final int SALES = 20;
  private static final int SHOPPERS = 50;
  private static final int UNITS = 10;

  @Inject ShopFloor floor;

  @BeforeEach
  void reset() {
    floor.sandbox.reset();
  }

  @Test
  void twoParallelCompletesMakeOneOrderAndOneCapture() throws Exception {
    for (int i = 0; i < COMPLETES; i++) {
      VerifiedToken paid = floor.paid("mug-blue", 1);
      Callable<AnchorResult> complete = () -> floor.complete(floor.anchors(), paid);
      List<AnchorResult> results = together(List.of(complete, complete));
      for (AnchorResult result : results) {
        assertTrue(
            result instanceof AnchorResult.Done || result instanceof AnchorResult.InProgress,
            result::toString);
      }
      Checkout.Completed ordered =
          assertInstanceOf(
              Checkout.Completed.class, done(floor.complete(floor.anchors(), paid)).checkout());
      assertEquals(floor.total(paid), taken(paid));
      assertEquals(i + 1, floor.sandbox.orders().orders().size());
      assertEquals(ordered.order().id(), floor.sandbox.orders().orders().getLast().order().id());
    }
    assertEquals(COMPLETES, floor.sandbox.orders().sold("mug-blue"));
  }

  @Test
  void fiftyShoppersForTenUnitsBuyExactlyTen() throws Exception {
    for (int sale = 0; sale < SALES; sale++) {
      floor.sandbox.reset();
      floor.sandbox.stock().set("mug-red", UNITS);
      List<Callable<AnchorResult>> shoppers = new ArrayList<>();
      for (int i = 0; i < SHOPPERS; i++) {
        VerifiedToken ready = floor.ready("mug-red", 1);
        shoppers.add(() -> buy(ready));
      }
      long bought = together(shoppers).stream().filter(AnchorResult.Done.class::isInstance).count();
      assertEquals(UNITS, bought);
      assertEquals(UNITS, floor.sandbox.orders().sold("mug-red"));
      assertEquals(0, floor.sandbox.stock().level("mug-red").onHand());
      assertEquals(
          UNITS,
          floor.sandbox.payments().entries().stream()
              .filter(entry -> entry.captured() > entry.refunded())
              .count());
    }
  }

  private AnchorResult buy(VerifiedToken ready) {
    AnchorResult paid = floor.pay(floor.anchors(), ready, "pm_card_visa");
    return paid instanceof AnchorResult.Done done
        ? floor.complete(floor.anchors(), done.token().token())
        : paid;
  }

  @Test
  void aLateWorkerIsRefusedAfterRevoke() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    OrderRequest late = requestOf(paid);
    floor.sandbox.orders().revoke(late.checkout(), late.attempt());
    assertInstanceOf(OrderBackend.Placed.AttemptRevoked.class, floor.sandbox.orders().place(late));
    assertEquals(0, taken(paid));
  }

  @Test
  void aLateWorkerIsRefusedAfterClose() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    OrderRequest late = requestOf(paid);
    done(floor.anchors().cancel(paid, floor.storefront, "{}"));
    assertInstanceOf(OrderBackend.Placed.CheckoutClosed.class, floor.sandbox.orders().place(late));
    assertEquals(0, taken(paid));
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
    assertEquals(floor.total(paid), taken(paid));
  }

  @Test
  void aLateWorkerIsRefusedAfterSettledUnpaid() {
    VerifiedToken ready = floor.ready("mug-blue", 1);
    VerifiedToken paid = done(floor.pay(floor.anchors(), ready, "pm_sandbox_captureRefused"));
    OrderRequest late = requestOf(paid);
    assertInstanceOf(AnchorResult.Refused.class, floor.complete(floor.anchors(), paid));
    assertInstanceOf(OrderBackend.Placed.AttemptRevoked.class, floor.sandbox.orders().place(late));
    assertEquals(0, taken(paid));
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
      dies(point, paid);
      VerifiedToken ordered = afterLease(paid);
      assertInstanceOf(Checkout.Completed.class, ordered.checkout(), point);
      assertEquals(floor.total(paid), taken(paid), point);
      assertEquals(
          1,
          floor.sandbox.orders().orders().stream()
              .filter(order -> order.request().checkout().equals(id(paid)))
              .count(),
          point);
    }
  }

  private void dies(String point, VerifiedToken paid) {
    Anchors dying =
        floor.anchors(
            new Loose(floor.store),
            floor.sandbox.payments(),
            floor.sandbox.orders(),
            name -> {
              if (name.equals(point)) {
                throw new Died();
              }
            });
    try {
      floor.complete(dying, paid);
    } catch (Died e) {
      // As wanted.
    }
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

  private static String id(VerifiedToken token) {
    return token.checkout().contents().id();
  }

  private long taken(VerifiedToken token) {
    return floor.sandbox.payments().taken(id(token));
  }

  private static List<AnchorResult> together(List<Callable<AnchorResult>> calls) throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AnchorResult>> futures = new ArrayList<>();
      for (Callable<AnchorResult> call : calls) {
        futures.add(
            threads.submit(() -> {
              gate.await();
              return call.call();
            }));
      }
      gate.countDown();
      List<AnchorResult> results = new ArrayList<>();
      for (Future<AnchorResult> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  /** A process that is gone. */
  private static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }
}
