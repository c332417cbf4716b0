package dev.baton.sandbox;

import static dev.baton.sandbox.Purchase.accepted;
import static dev.baton.sandbox.Purchase.onHand;
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
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderBackend.Settled;
import dev.baton.payment.OrderBackend.Shortage;
import dev.baton.payment.OrderRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the order book accepts, and what it refuses. */
class OrderBookTest extends AtTheOrderBook {
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
    assertEquals(2650, ordered(book.place(purchase.order(CID, "a1")), "a1").amount());
  }

  @Test
  void anOrderClaimsItsUnitsAndTheSameAttemptReturnsIt() {
    OrderRequest request = twoMugs.order(CID, "a1");
    var first = (Placed.Accepted) book.place(request);
    assertEquals("B-100001", first.order().number());
    assertEquals(List.of(mugs - 2), first.stock().stream().map(StockLevel::onHand).toList());
    var again = (Placed.Accepted) book.place(request);
    assertEquals(first.order(), again.order());
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
    assertEquals(1, book.orders().size());
  }

  @Test
  void theSameAttemptWithAnotherAmountIsAFault() {
    book.place(twoMugs.order(CID, "a1"));
    OrderRequest other = Purchase.of(sandbox, line("mug-blue", 3)).order(CID, "a1");
    assertEquals(
        Kind.CONTRACT, assertThrows(ProviderException.class, () -> book.place(other)).kind());
  }

  @Test
  void anotherAttemptIsToldTheFirst() {
    Order order = accepted(book.place(twoMugs.order(CID, "a1")));
    assertEquals(new Placed.OtherAttempt(order, "a1"), book.place(twoMugs.order(CID, "a2")));
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
  }

  @Test
  void allLinesAreTakenOrNone() {
    Line engraved = Line.unpriced("backpack-grey", Map.of("engraving", "B"), 2);
    Purchase purchase =
        Purchase.of(
            sandbox, line("mug-blue", 1), line("backpack-grey", 2), engraved, line("pin-one", 9));
    sandbox.stock().set("backpack-grey", 3);
    var refused = (Placed.OutOfStock) book.place(purchase.order(CID, "a1"));
    assertEquals(
        List.of(
            new Shortage(line("backpack-grey", 2).id(), "backpack-grey", 3),
            new Shortage(engraved.id(), "backpack-grey", 3)),
        refused.lines());
    assertEquals(mugs, onHand(sandbox, "mug-blue"));
    assertEquals(3, onHand(sandbox, "backpack-grey"));
  }

  @Test
  void aRefusalForWantOfStockHoldsForTheAttemptAndNotForTheCheckout() {
    Purchase one = Purchase.of(sandbox, line("clock-wall", 1));
    Placed refused = book.place(one.order(CID, "a1"));
    assertInstanceOf(Placed.OutOfStock.class, refused);
    sandbox.stock().set("clock-wall", 5);
    assertEquals(refused, book.place(one.order(CID, "a1")));
    assertEquals(5, onHand(sandbox, "clock-wall"));
    assertInstanceOf(Placed.Accepted.class, book.place(one.order(CID, "a2")));
    assertEquals(4, onHand(sandbox, "clock-wall"));
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
    assertEquals(new Placed.TotalChanged(right.totals().total()), book.place(cheap));
    assertEquals(mugs, onHand(sandbox, "mug-blue"));
    assertEquals(
        new Placed.TotalChanged(2891),
        book.place(twoMugs.by("order-total-changed@x.org").order(CID, "a2")));
  }

  @Test
  void aTotalOfOthersPricesIsTakenAsItComes() {
    var others =
        new Sandbox(
            new SandboxSettings(
                SandboxSettings.DEFAULT.url(), Duration.ZERO, Duration.ZERO, Duration.ZERO, false),
            new SetClock(),
            time -> {});
    OrderRequest right = twoMugs.order(CID, "a1");
    OrderRequest cheap =
        new OrderRequest(
            CID,
            "a1",
            "pi",
            right.contents(),
            Purchase.of(sandbox, line("pin-one", 2)).order(CID, "x").totals());

    assertEquals(
        new Placed.TotalChanged(2891),
        others.orders().place(twoMugs.by("order-total-changed@x.org").order(CID, "a0")));
    assertInstanceOf(Placed.Accepted.class, others.orders().place(cheap));
    assertEquals(mugs - 2, onHand(others, "mug-blue"));
  }

  @Test
  void whatTheSandboxDoesntOfferIsRejected() {
    assertEquals(
        new Placed.Rejected("shipping-unavailable"),
        book.place(twoMugs.shipping("by-pigeon").order(CID, "a1")));
    assertEquals(
        new Placed.Rejected("blocked"),
        book.place(twoMugs.by("order-rejected+1@x.org").order(CID, "a2")));
    assertEquals(
        new Placed.Rejected("not-sold"),
        book.place(Purchase.of(sandbox, line("no-such-thing", 1)).order(CID, "a3")));
    Address somewhere = new Address(null, null, "1 Road", null, "99999", "Town", null, "US", null);
    assertEquals(
        new Placed.Rejected("tax-unknown"),
        book.place(twoMugs.to("USD", somewhere).order(CID, "a4")));
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
    assertInstanceOf(Placed.Accepted.class, book.place(cart.order(CID, "a1")));
  }

  @Test
  void whatIsPickedUpIsTaxedThereAndDigitalGoodsNeedNoShipping() {
    var pickup = twoMugs.shipping("pickup").order(CID, "a1");
    assertEquals(2400, pickup.totals().total());
    accepted(book.place(pickup));
    var digital = Purchase.of(sandbox, line("music-relay", 1)).order("cid-2", "b1");
    assertEquals(999, digital.totals().total());
    assertEquals(List.of(), ((Placed.Accepted) book.place(digital)).stock());
  }

  @Test
  void aMagicSkuIsAvailableUntilItIsClaimed() {
    assertEquals(1000, onHand(sandbox, Magic.CLAIM_OUT_OF_STOCK));
    Purchase purchase =
        Purchase.of(sandbox, line("mug-blue", 1), line(Magic.CLAIM_OUT_OF_STOCK, 1));
    assertInstanceOf(Placed.OutOfStock.class, book.place(purchase.order(CID, "a1")));
    assertEquals(mugs, onHand(sandbox, "mug-blue"));
  }

  @Test
  void aLostAnswerLeavesTheOrderAndALostCallLeavesNone() {
    OrderRequest timeout = twoMugs.by("orders-timeout@x.org").order(CID, "a1");
    assertUnknown(() -> book.place(timeout));
    assertEquals(1, book.orders().size());
    assertEquals("B-100001", accepted(book.place(timeout)).number());
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
    assertUnknown(() -> book.settle(CID, "a1", true));
    assertEquals(new Settled.Done(List.of()), book.settle(CID, "a1", true));

    OrderRequest lost = twoMugs.by("orders-lost@x.org").order("cid-2", "b1");
    assertUnknown(() -> book.place(lost));
    assertEquals(new Entry.None(Set.of()), book.lookUp("cid-2"));
    accepted(book.place(lost));
  }

  private static void assertUnknown(Runnable call) {
    var fault = assertThrows(ProviderException.class, call::run);
    assertEquals(Port.ORDERS, fault.port());
    assertEquals(Kind.UNKNOWN, fault.kind());
  }
}
