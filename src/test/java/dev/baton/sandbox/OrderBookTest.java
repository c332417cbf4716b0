package dev.baton.sandbox;

import static dev.baton.sandbox.Requests.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Address;
import dev.baton.checkout.Line;
import dev.baton.checkout.Order;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.StockLevel;
import dev.baton.checkout.Totals;
import dev.baton.payment.OrderBackend.Closed;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderBackend.Revoked;
import dev.baton.payment.OrderBackend.Settled;
import dev.baton.payment.OrderBackend.Shortage;
import dev.baton.payment.OrderRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderBookTest {
  private static final String CID = "cid-1";

  private final Sandbox sandbox = new Sandbox(SandboxSettings.DEFAULT, new SetClock(), time -> {});
  private final OrderBook book = sandbox.orders();
  private final long mugs = onHand("mug-blue");
  private final Purchase twoMugs = Purchase.of(sandbox, line("mug-blue", 2));

  // The wire example of the design.

  @Test
  void twoMugsWithWelcome10ToBerlinComeToTheCentsOfTheDesign() {
    Purchase purchase = twoMugs.codes("WELCOME10");
    Totals totals = purchase.totals(purchase.contents(CID));
    assertEquals(2400, totals.items());
    assertEquals(240, totals.discount());
    assertEquals(490, totals.shipping());
    assertEquals(423, totals.tax());
    assertEquals(78, totals.shippingTax());
    assertEquals(
        List.of(new Totals.TaxSum("MwSt", new BigDecimal("0.19"), 2227, 423)), totals.taxes());
    assertEquals(2650, totals.total());
    assertEquals(Map.of("p1", 240L), totals.promotions());
    var line = totals.lines().values().iterator().next();
    assertEquals(new Totals.LineSum(240, 345L, 2160), line);
    assertEquals(2650, ordered(place(purchase.order(CID, "a1")), "a1").amount());
  }

  // Placing.

  @Test
  void anOrderClaimsItsUnitsAndTheSameAttemptReturnsIt() {
    OrderRequest request = twoMugs.order(CID, "a1");
    var first = (Placed.Accepted) place(request);
    assertEquals("B-100001", first.order().number());
    assertEquals(List.of(mugs - 2), first.stock().stream().map(StockLevel::onHand).toList());
    var again = (Placed.Accepted) place(request);
    assertEquals(first.order(), again.order());
    assertEquals(mugs - 2, onHand("mug-blue"));
    assertEquals(1, book.orders().size());
  }

  @Test
  void theSameAttemptWithAnotherAmountIsAFault() {
    place(twoMugs.order(CID, "a1"));
    OrderRequest other = Purchase.of(sandbox, line("mug-blue", 3)).order(CID, "a1");
    assertEquals(Kind.CONTRACT, assertThrows(ProviderException.class, () -> place(other)).kind());
  }

  @Test
  void anotherAttemptIsToldTheFirst() {
    Order order = accepted(place(twoMugs.order(CID, "a1")));
    assertEquals(new Placed.OtherAttempt(order, "a1"), place(twoMugs.order(CID, "a2")));
    assertEquals(mugs - 2, onHand("mug-blue"));
  }

  @Test
  void allLinesAreTakenOrNone() {
    Line engraved = Line.unpriced("backpack-grey", Map.of("engraving", "B"), 2);
    Purchase purchase =
        Purchase.of(
            sandbox, line("mug-blue", 1), line("backpack-grey", 2), engraved, line("pin-one", 9));
    sandbox.stock().set("backpack-grey", 3);
    var refused = (Placed.OutOfStock) place(purchase.order(CID, "a1"));
    assertEquals(
        List.of(
            new Shortage(line("backpack-grey", 2).id(), "backpack-grey", 3),
            new Shortage(engraved.id(), "backpack-grey", 3)),
        refused.lines());
    assertEquals(mugs, onHand("mug-blue"));
    assertEquals(3, onHand("backpack-grey"));
  }

  @Test
  void aRefusalForWantOfStockHoldsForTheAttemptAndNotForTheCheckout() {
    Purchase one = Purchase.of(sandbox, line("clock-wall", 1));
    Placed refused = place(one.order(CID, "a1"));
    assertInstanceOf(Placed.OutOfStock.class, refused);
    sandbox.stock().set("clock-wall", 5);
    assertEquals(refused, place(one.order(CID, "a1")));
    assertEquals(5, onHand("clock-wall"));
    assertInstanceOf(Placed.Accepted.class, place(one.order(CID, "a2")));
    assertEquals(4, onHand("clock-wall"));
  }

  @Test
  void aTotalThatTheBookDoesntReckonIsRefused() {
    OrderRequest right = twoMugs.order(CID, "a1");
    OrderRequest cheap =
        new OrderRequest(
            CID,
            "a1",
            "pi",
            right.contents(),
            Purchase.of(sandbox, line("pin-one", 2)).order(CID, "x").totals());
    assertEquals(new Placed.TotalChanged(right.totals().total()), place(cheap));
    assertEquals(mugs, onHand("mug-blue"));
    assertEquals(
        new Placed.TotalChanged(2891),
        place(twoMugs.by("order-total-changed@x.org").order(CID, "a2")));
  }

  @Test
  void whatTheSandboxDoesntOfferIsRejected() {
    assertEquals(
        new Placed.Rejected("shipping-unavailable"),
        place(twoMugs.shipping("by-pigeon").order(CID, "a1")));
    assertEquals(
        new Placed.Rejected("blocked"),
        place(twoMugs.by("order-rejected+1@x.org").order(CID, "a2")));
    assertEquals(
        new Placed.Rejected("not-sold"),
        place(Purchase.of(sandbox, line("no-such-thing", 1)).order(CID, "a3")));
    Address somewhere = new Address(null, null, "1 Road", null, "99999", "Town", null, "US", null);
    assertEquals(
        new Placed.Rejected("tax-unknown"), place(twoMugs.to("USD", somewhere).order(CID, "a4")));
    assertTrue(book.orders().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "EUR,DE,10117",
    "EUR,AT,1010",
    "CHF,CH,8001",
    "JPY,JP,1000001",
    "KWD,KW,13001",
    "USD,US,10001",
    "USD,US,94103",
    "USD,US,97201",
    "USD,US,60601"
  })
  void aMixedCartIsSoldInEveryTaxRegime(String currency, String country, String postalCode) {
    Address address = new Address("A", null, "B 1", null, postalCode, "C", null, country, null);
    Purchase cart =
        Purchase.of(
                sandbox,
                line("mug-blue", 3),
                line("book-running", 3),
                line("coffee-beans", 2),
                line("ebook-protocols", 1))
            .codes("WELCOME10", "FREESHIP", "CAPPED30")
            .to(currency, address);
    assertInstanceOf(Placed.Accepted.class, place(cart.order(CID, "a1")));
  }

  @Test
  void whatIsPickedUpIsTaxedThereAndDigitalGoodsNeedNoShipping() {
    var pickup = twoMugs.shipping("pickup").order(CID, "a1");
    assertEquals(2400, pickup.totals().total());
    accepted(place(pickup));
    var digital = Purchase.of(sandbox, line("music-relay", 1)).order("cid-2", "b1");
    assertEquals(999, digital.totals().total());
    assertEquals(List.of(), ((Placed.Accepted) place(digital)).stock());
  }

  @Test
  void aMagicSkuIsAvailableUntilItIsClaimed() {
    assertEquals(1000, onHand(Magic.CLAIM_OUT_OF_STOCK));
    Purchase purchase =
        Purchase.of(sandbox, line("mug-blue", 1), line(Magic.CLAIM_OUT_OF_STOCK, 1));
    assertInstanceOf(Placed.OutOfStock.class, place(purchase.order(CID, "a1")));
    assertEquals(mugs, onHand("mug-blue"));
  }

  @Test
  void aLostAnswerLeavesTheOrderAndALostCallLeavesNone() {
    OrderRequest timeout = twoMugs.by("orders-timeout@x.org").order(CID, "a1");
    assertUnknown(() -> place(timeout));
    assertEquals(1, book.orders().size());
    assertEquals("B-100001", accepted(place(timeout)).number());
    assertEquals(mugs - 2, onHand("mug-blue"));
    assertUnknown(() -> book.settle(CID, "a1", true));
    assertEquals(new Settled.Done(List.of()), book.settle(CID, "a1", true));

    OrderRequest lost = twoMugs.by("orders-lost@x.org").order("cid-2", "b1");
    assertUnknown(() -> place(lost));
    assertEquals(new Entry.None(Set.of()), book.lookUp("cid-2"));
    accepted(place(lost));
  }

  // The late worker.

  @Test
  void aLateWorkerCannotPlaceAfterRevoke() {
    OrderRequest late = twoMugs.order(CID, "a1");
    assertEquals(new Revoked.Barred(), book.revoke(CID, "a1"));
    assertEquals(new Placed.AttemptRevoked(), place(late));
    assertEquals(new Entry.None(Set.of("a1")), book.lookUp(CID));
    assertNothingSold();
    accepted(place(twoMugs.order(CID, "a2")));
  }

  @Test
  void aLateWorkerCannotPlaceAfterClose() {
    assertEquals(new Closed.Done(), book.close(CID));
    assertEquals(new Placed.CheckoutClosed(), place(twoMugs.order(CID, "a1")));
    assertEquals(new Placed.CheckoutClosed(), place(twoMugs.order(CID, "a2")));
    assertEquals(new Closed.Done(), book.close(CID));
    assertEquals(new Revoked.Barred(), book.revoke(CID, "a1"));
    assertEquals(new Settled.NoSuchOrder(), book.settle(CID, "a1", true));
    assertEquals(new Entry.ClosedForGood(), book.lookUp(CID));
    assertNothingSold();
  }

  @Test
  void aLateWorkerCannotPlaceAfterAnotherAttemptsOrder() {
    Order order = accepted(place(twoMugs.order(CID, "a2")));
    assertEquals(new Placed.OtherAttempt(order, "a2"), place(twoMugs.order(CID, "a1")));
    assertEquals(new Settled.NoSuchOrder(), book.settle(CID, "a1", true));
    assertEquals(mugs - 2, onHand("mug-blue"));
  }

  @Test
  void aLateWorkerCannotPlaceAfterSettleUnpaid() {
    accepted(place(twoMugs.codes("ONCE").order(CID, "a1")));
    assertEquals(1, sandbox.codes().used("ONCE"));
    var undone = (Settled.Done) book.settle(CID, "a1", false);
    assertEquals(List.of(mugs), undone.stock().stream().map(StockLevel::onHand).toList());
    assertEquals(0, sandbox.codes().used("ONCE"));
    assertEquals(new Placed.AttemptRevoked(), place(twoMugs.codes("ONCE").order(CID, "a1")));
    assertEquals(new Entry.None(Set.of("a1")), book.lookUp(CID));
    assertEquals(Order.Status.VOIDED, book.orders().getFirst().order().status());
    assertNothingSold();
    assertEquals("B-100002", accepted(place(twoMugs.codes("ONCE").order(CID, "a2"))).number());
  }

  // Settling, revoking, closing.

  @Test
  void settlingIsIdempotentAndNeverContradictsItself() {
    accepted(place(twoMugs.order(CID, "a1")));
    assertEquals(new Settled.Done(List.of()), book.settle(CID, "a1", true));
    assertEquals(new Settled.Done(List.of()), book.settle(CID, "a1", true));
    assertEquals(new Settled.Contradicts(true), book.settle(CID, "a1", false));
    assertEquals(mugs - 2, onHand("mug-blue"));
    assertEquals(true, ordered(place(twoMugs.order(CID, "a1")), "a1").settled());

    accepted(place(twoMugs.order("cid-2", "b1")));
    assertInstanceOf(Settled.Done.class, book.settle("cid-2", "b1", false));
    assertInstanceOf(Settled.Done.class, book.settle("cid-2", "b1", false));
    assertEquals(new Settled.Contradicts(false), book.settle("cid-2", "b1", true));
    assertEquals(mugs - 2, onHand("mug-blue"));
    assertEquals(new Settled.NoSuchOrder(), book.settle("cid-3", "c1", true));
  }

  @Test
  void anOrderCanNeitherBeRevokedNorClosed() {
    Order order = accepted(place(twoMugs.order(CID, "a1")));
    assertEquals(new Revoked.IsTheOrder(order, false), book.revoke(CID, "a1"));
    assertEquals(new Closed.HasOrder(order, "a1"), book.close(CID));
    assertEquals(new Revoked.Barred(), book.revoke(CID, "a2"));
    book.settle(CID, "a1", true);
    assertEquals(new Revoked.IsTheOrder(order, true), book.revoke(CID, "a1"));
    accepted(place(twoMugs.order(CID, "a1")));
  }

  @Test
  void unsettledOrdersAreListedOldestFirst() {
    for (int i = 1; i <= 4; i++) {
      accepted(place(twoMugs.order("cid-" + i, "a" + i)));
    }
    book.settle("cid-1", "a1", true);
    book.settle("cid-3", "a3", false);
    assertEquals(
        List.of("cid-2", "cid-4"),
        book.unsettled(10).stream().map(Entry.Ordered::checkout).toList());
    assertEquals(1, book.unsettled(1).size());
    assertEquals("a2", book.unsettled(1).getFirst().attempt());
  }

  // Many at once.

  @Test
  void fiftyCheckoutsWithOneSingleUseCodeMakeOneOrderWithIt() throws Exception {
    List<OrderRequest> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      requests.add(twoMugs.codes("ONCE").order("cid-" + i, "a" + i));
    }
    List<Placed> answers = atOnce(requests);
    assertEquals(1, answers.stream().filter(Placed.Accepted.class::isInstance).count());
    assertEquals(49, answers.stream().filter(new Placed.Rejected("code-used")::equals).count());
    assertEquals(1, sandbox.codes().used("ONCE"));
    assertEquals(mugs - 2, onHand("mug-blue"));
  }

  @Test
  void fiftyShoppersForTenUnitsBuyTen() throws Exception {
    sandbox.stock().set("mug-red", 10);
    Purchase one = Purchase.of(sandbox, line("mug-red", 1), line("pin-one", 1));
    long pins = onHand("pin-one");
    List<OrderRequest> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      requests.add(one.order("cid-" + i, "a" + i));
    }
    List<Placed> answers = atOnce(requests);
    assertEquals(10, answers.stream().filter(Placed.Accepted.class::isInstance).count());
    assertEquals(40, answers.stream().filter(Placed.OutOfStock.class::isInstance).count());
    assertEquals(0, onHand("mug-red"));
    assertEquals(10, book.sold("mug-red"));
    assertEquals(pins - 10, onHand("pin-one"));
  }

  @Test
  void manyAttemptsAtOneCheckoutMakeOneOrder() throws Exception {
    List<OrderRequest> requests = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      requests.add(twoMugs.order(CID, "a" + i % 8));
    }
    List<Placed> answers = atOnce(requests);
    assertEquals(5, answers.stream().filter(Placed.Accepted.class::isInstance).count());
    assertEquals(35, answers.stream().filter(Placed.OtherAttempt.class::isInstance).count());
    assertEquals(1, book.orders().size());
    assertEquals(mugs - 2, onHand("mug-blue"));
  }

  @Test
  void resetEmptiesTheBooks() {
    accepted(place(twoMugs.codes("ONCE").order(CID, "a1")));
    book.close("cid-2");
    sandbox.reset();
    assertEquals(new Entry.None(Set.of()), book.lookUp(CID));
    assertEquals(new Entry.None(Set.of()), book.lookUp("cid-2"));
    assertEquals(mugs, onHand("mug-blue"));
    assertEquals("B-100001", accepted(place(twoMugs.codes("ONCE").order(CID, "a1"))).number());
  }

  private List<Placed> atOnce(List<OrderRequest> requests) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Placed>> calls = new ArrayList<>();
    for (OrderRequest request : requests) {
      calls.add(() -> {
        start.await();
        return place(request);
      });
    }
    List<Placed> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<Placed>> running = calls.stream().map(threads::submit).toList();
      start.countDown();
      for (Future<Placed> answer : running) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private Placed place(OrderRequest request) {
    return book.place(request);
  }

  private static Order accepted(Placed placed) {
    return assertInstanceOf(Placed.Accepted.class, placed).order();
  }

  private Entry.Ordered ordered(Placed placed, String attempt) {
    Order order = accepted(placed);
    var entry = assertInstanceOf(Entry.Ordered.class, book.lookUp(CID));
    assertEquals(order, entry.order());
    assertEquals(attempt, entry.attempt());
    return entry;
  }

  private void assertNothingSold() {
    assertEquals(mugs, onHand("mug-blue"));
    assertEquals(0, book.sold("mug-blue"));
    assertTrue(book.unsettled(10).isEmpty());
  }

  private static void assertUnknown(Runnable call) {
    var fault = assertThrows(ProviderException.class, call::run);
    assertEquals(Port.ORDERS, fault.port());
    assertEquals(Kind.UNKNOWN, fault.kind());
  }

  private long onHand(String sku) {
    return sandbox.stock().level(sku).onHand();
  }
}
