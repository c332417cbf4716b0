package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.id;
import static dev.baton.completion.ShopFloor.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.local.LocalRedisResource;
import dev.baton.reservation.Holds;
import dev.baton.reservation.RecordStore;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many at once: one order and one capture, ten units for ten, and whose the units are. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class AnchorRacesIT extends AtTheAnchors {
  private static final int COMPLETES = 200;
  private static final int SALES = 20;
  private static final int SHOPPERS = 50;
  private static final int UNITS = 10;

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
      assertEquals(floor.total(paid), floor.taken(paid));
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
  void aReserveThatLostTheRaceLeavesThePaymentsUnits() {
    floor.sandbox.stock().set("teapot-clay", 2);
    VerifiedToken ready = floor.ready("teapot-clay", 2);
    String line = ready.checkout().contents().lines().getFirst().id();
    VerifiedToken fork = floor.edited(ready, new Action.SetQuantity(line, 1));
    Anchors late = afterLoading(() -> done(floor.pay(floor.anchors(), ready, "pm_card_visa")));
    AnchorResult result = late.reserve(fork, floor.storefront, null, "{}");
    assertEquals(ProblemType.CHECKOUT_DIVERGED, refused(result));
    assertOutOfStock("teapot-clay");
    assertTrue(heldFor("teapot-clay").compareTo(Duration.ofHours(1)) > 0);
  }

  @Test
  void aReleaseThatLostTheRaceLeavesThePaymentsUnits() {
    floor.sandbox.stock().set("teapot-clay", 1);
    VerifiedToken held = done(reserve(floor.ready("teapot-clay", 1)));
    Anchors late = afterLoading(() -> done(floor.pay(floor.anchors(), held, "pm_card_visa")));
    AnchorResult result = late.release(held, floor.storefront, "{}");
    assertInstanceOf(AnchorResult.Refused.class, result);
    assertOutOfStock("teapot-clay");
  }

  @Test
  void unitsOfAPaymentWhoseWorkerDiedAreFreedSoonAndByCancelAtOnce() {
    floor.sandbox.stock().set("teapot-clay", 1);
    VerifiedToken ready = floor.ready("teapot-clay", 1);
    Anchors dying = floor.dyingAt("after-hold");
    assertThrows(ShopFloor.Died.class, () -> floor.pay(dying, ready, "pm_card_visa"));
    assertOutOfStock("teapot-clay");
    assertTrue(heldFor("teapot-clay").compareTo(floor.config.hold()) <= 0);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> cancel(ready), AnchorResult.Done.class::isInstance);
    VerifiedToken other = floor.ready("teapot-clay", 1);
    done(reserve(other));
  }

  @Test
  void aPaymentThatStandsKeepsItsUnitsAsLongAsTheRecord() {
    VerifiedToken paid = floor.paid("teapot-clay", 1);
    assertTrue(heldFor("teapot-clay").compareTo(Duration.ofHours(1)) > 0);
  }

  @Test
  void aPaymentStandsEvenIfItsUnitsWereLostMeanwhile() {
    floor.sandbox.stock().set("teapot-clay", 1);
    VerifiedToken ready = floor.ready("teapot-clay", 1);
    Anchors losing =
        floor.anchors(
            floor.sandbox.payments(),
            floor.sandbox.orders(),
            name -> {
              if (name.equals("before-commit")) {
                floor.holds.release(
                    id(ready), List.of(new Holds.Place("teapot-clay", location())), List.of());
                VerifiedToken other = floor.ready("teapot-clay", 1);
                done(reserve(other));
              }
            });
    VerifiedToken paid = done(floor.pay(losing, ready, "pm_card_visa"));
    assertEquals(Payment.Status.AUTHORIZED, paid.checkout().payment().status());
    assertInstanceOf(
        Checkout.Completed.class, done(floor.complete(floor.anchors(), paid)).checkout());
  }

  /** Anchors whose first look at the record is followed by something else. */
  private Anchors afterLoading(Runnable first) {
    AtomicBoolean done = new AtomicBoolean();
    RecordStore slow =
        new RecordStore() {
          @Override
          public Loaded load(String checkout) {
            Loaded loaded = floor.store.load(checkout);
            if (done.compareAndSet(false, true)) {
              first.run();
            }
            return loaded;
          }

          @Override
          public Saved save(
              String checkout,
              long expected,
              String body,
              String owner,
              @Nullable Duration lease,
              Duration lasting) {
            return floor.store.save(checkout, expected, body, owner, lease, lasting);
          }
        };
    return floor.anchors(slow, floor.sandbox.payments(), floor.sandbox.orders(), FailPoint.NONE);
  }

  private void assertOutOfStock(String sku) {
    AnchorResult other = reserve(floor.ready(sku, 1));
    assertEquals(ProblemType.OUT_OF_STOCK, refused(other));
  }

  private String location() {
    return floor.sandbox.stock().level("teapot-clay").location();
  }

  /** How long Redis still keeps the units from others. */
  private Duration heldFor(String sku) {
    String location = floor.sandbox.stock().level(sku).location();
    String left = redis.command("PTTL baton:{stock:" + location + ":" + sku + "}:until");
    assertTrue(left.startsWith(":"), left);
    // The script keeps the set a second longer than the last hold in it.
    return Duration.ofMillis(Long.parseLong(left.substring(1).strip())).minusSeconds(1);
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
}
