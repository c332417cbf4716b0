package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteDesk.Answer;
import dev.baton.payment.OrderBackend.Closed;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderBackend.Revoked;
import dev.baton.payment.OrderBackend.Settled;
import dev.baton.payment.OrderRequest;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.PaymentProvider.NewIntent;
import dev.baton.payment.Screening;
import dev.baton.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every adapter of a port does, whichever it is; run for each of them. */
public abstract class PortsContract {
  private static final String SKU = "mug-blue";
  private static final String BUYER = "ada@example.com";

  private Ports ports;

  /** The ports to test; calls aren't repeated, so that every fault shows. */
  protected abstract Ports ports();

  /** The sandbox behind them. */
  protected abstract Sandbox sandbox();

  @BeforeEach
  void fresh() {
    sandbox().reset();
    ports = ports();
  }

  // Quotes.

  @Test
  void allQuotesComeTogether() {
    var request = Purchases.request(SKU, 2, "NO-SUCH-CODE");
    var line = request.lines().getFirst().id();

    var answers = ports.desk().ask(request);

    var pricing = quote(Quote.Pricing.class, answers.get(Port.PRICING));
    assertEquals(1200, pricing.lines().get(line).unitPrice());
    assertEquals("Blaue Tasse", pricing.lines().get(line).title());
    assertEquals(Map.of("NO-SUCH-CODE", Quote.CodeRejection.UNKNOWN), pricing.rejected());
    var stock = quote(Quote.Stock.class, answers.get(Port.INVENTORY));
    assertEquals(500, stock.levels().get(SKU).onHand());
    var shipping = quote(Quote.ShippingOptions.class, answers.get(Port.SHIPPING));
    assertTrue(shipping.options().stream().anyMatch(option -> option.id().equals("standard")));
    assertTrue(shipping.options().stream().anyMatch(option -> option.pickupAt() != null));
    var tax = quote(Quote.TaxRates.class, answers.get(Port.TAX));
    assertEquals("0.19", tax.lines().get(line).getFirst().rate().toPlainString());
    assertEquals(4, answers.size());
  }

  @Test
  void eachQuoteAloneIsTheSameAsTogether() {
    var request = Purchases.request(SKU, 2, "WELCOME10");
    var together = ports.desk().ask(request);

    var alone = ports.pricing().price(request);

    var pricing = quote(Quote.Pricing.class, together.get(Port.PRICING));
    assertEquals(pricing.lines(), alone.lines());
    assertEquals(pricing.promotions(), alone.promotions());
    assertEquals(
        quote(Quote.Stock.class, together.get(Port.INVENTORY)).levels(),
        ports.inventory().stock(request).levels());
  }

  @Test
  void aSkuThatIsNotSoldIsUnknown() {
    var request = Purchases.request("no-such-thing", 1);

    var pricing = ports.pricing().price(request);

    assertEquals(List.of(request.lines().getFirst().id()), pricing.unknown());
    assertEquals(Map.of(), pricing.lines());
  }

  @Test
  void aPortThatIsDownDoesNotTakeTheOthersWithIt() {
    assertDown(Kind.NOT_SENT, Port.TAX, "magic-tax-down");
    assertDown(Kind.UNKNOWN, Port.SHIPPING, "magic-shipping-timeout");
    assertDown(Kind.CONTRACT, Port.INVENTORY, "magic-inventory-broken");
  }

  private void assertDown(Kind kind, Port down, String sku) {
    var answers = ports.desk().ask(Purchases.request(sku, 1));

    assertEquals(4, answers.size());
    answers.forEach((port, answer) -> {
      if (port == down) {
        var fault = assertInstanceOf(Answer.Down.class, answer).fault();
        assertEquals(kind, fault.kind(), sku);
        assertEquals(down, fault.port(), sku);
      } else {
        assertInstanceOf(Answer.Quoted.class, answer, sku + ": " + port);
      }
    });
  }

  // Payments.

  @Test
  void everyOptionToPayNamesItself() {
    var options = ports.payment().options("EUR", "DE");

    assertTrue(
        options.stream().anyMatch(option -> "pm_card_visa".equals(option.id())), options::toString);
  }

  @Test
  void aPaymentIsAuthorisedForExactlyWhatWasAsked() {
    var made = pay("a-1", "pm_card_visa", 2650);

    assertEquals(Status.AUTHORIZED, made.status());
    assertEquals(2650, made.amount());
    assertEquals("EUR", made.currency());
    assertEquals(Map.of("cid", "c-1", "note", "zwölf"), made.metadata());
    assertEquals(Optional.of(made), ports.payment().fetch(made.id()));
    assertEquals(Optional.of(made), ports.payment().find("a-1"));
  }

  @Test
  void thereIsNoPaymentThatWasNeverMade() {
    assertEquals(Optional.empty(), ports.payment().fetch("pi_never"));
    assertEquals(Optional.empty(), ports.payment().find("a-never"));
  }

  @Test
  void makingAPaymentAgainReturnsTheFirst() {
    var first = pay("a-1", "pm_card_visa", 2650);

    assertEquals(first, pay("a-1", "pm_card_visa", 2650));
    assertEquals(1, sandbox().payments().entries().size());
  }

  @Test
  void anAttemptIsForOneAmountOnly() {
    pay("a-1", "pm_card_visa", 2650);

    assertFault(Kind.CONTRACT, () -> pay("a-1", "pm_card_visa", 2651));
  }

  @Test
  void aDeclineIsAnAnswer() {
    var declined = pay("a-1", "pm_card_visa_chargeDeclined", 2650);

    assertEquals(Status.FAILED, declined.status());
    assertEquals("generic_decline", declined.declineCode());
  }

  @Test
  void anUnknownMethodMakesNothing() {
    var created = ports.payment().create(intent("a-1", "pm_none", 2650));

    assertInstanceOf(Created.UnknownMethod.class, created);
    assertEquals(Optional.empty(), ports.payment().find("a-1"));
  }

  @Test
  void authenticationSaysWhereToGo() {
    var made = pay("a-1", "pm_card_authenticationRequired", 2650);

    assertEquals(Status.REQUIRES_ACTION, made.status());
    var redirect = assertInstanceOf(PaymentIntent.NextAction.Redirect.class, made.nextAction());
    assertTrue(redirect.url().startsWith("http"), redirect.url());
  }

  @Test
  void withoutAMethodTheClientConfirmsWithTheProvider() {
    var made = pay("a-1", null, 2650);

    assertEquals(Status.REQUIRES_ACTION, made.status());
    assertInstanceOf(PaymentIntent.NextAction.Provider.class, made.nextAction());
  }

  @Test
  void captureCancelAndRefundAreIdempotentAndNeverUndoEachOther() {
    var payment = pay("a-1", "pm_card_visa", 2650);

    assertEquals(Status.CAPTURED, ports.payment().capture(payment.id(), "a-1/capture").status());
    assertEquals(Status.CAPTURED, ports.payment().capture(payment.id(), "a-1/capture").status());
    assertEquals(Status.CAPTURED, ports.payment().cancel(payment.id(), "a-1/cancel").status());
    assertEquals(2650, sandbox().payments().taken("c-1"));
    assertEquals(Status.REFUNDED, ports.payment().refund(payment.id(), "a-1/refund").status());
    assertEquals(Status.REFUNDED, ports.payment().refund(payment.id(), "a-1/refund").status());
    assertEquals(0, sandbox().payments().taken("c-1"));
  }

  @Test
  void aCancelledPaymentIsNeverCaptured() {
    var payment = pay("a-1", "pm_card_visa", 2650);

    assertEquals(Status.CANCELLED, ports.payment().cancel(payment.id(), "a-1/cancel").status());
    assertNotEquals(Status.CAPTURED, ports.payment().capture(payment.id(), "a-1/capture").status());
    assertEquals(0, sandbox().payments().taken("c-1"));
  }

  @Test
  void aLostAnswerLeavesThePaymentToBeFound() {
    assertFault(Kind.UNKNOWN, () -> pay("a-1", "pm_sandbox_timeout", 2650));

    assertEquals(Status.AUTHORIZED, ports.payment().find("a-1").orElseThrow().status());
    assertEquals(Status.AUTHORIZED, pay("a-1", "pm_sandbox_timeout", 2650).status());
    assertEquals(1, sandbox().payments().entries().size());
  }

  @Test
  void aLostRequestIsMadeGoodByTheSameKey() {
    assertFault(Kind.UNKNOWN, () -> pay("a-1", "pm_sandbox_lost", 2650));

    assertEquals(Optional.empty(), ports.payment().find("a-1"));
    assertEquals(Status.AUTHORIZED, pay("a-1", "pm_sandbox_lost", 2650).status());
  }

  // Orders.

  @Test
  void anOrderClaimsItsStockAndComesBackForItsAttempt() {
    var order = order("c-1", "a-1", 2);

    var placed = accepted(ports.orders().place(order));
    var again = accepted(ports.orders().place(order));

    assertEquals(placed.order(), again.order());
    assertEquals(498, placed.stock().getFirst().onHand());
    assertEquals(2, sandbox().orders().sold(SKU));
    assertEquals(
        new Entry.Ordered("c-1", placed.order(), "a-1", order.totals().total(), null),
        ports.orders().lookUp("c-1"));
  }

  @Test
  void theBackendGetsThePurchaseInFull() {
    var order = order("c-1", "a-1", 2);

    ports.orders().place(order);

    var booked = sandbox().orders().orders().getFirst().request();
    assertEquals(order.contents().personal(), booked.contents().personal());
    assertEquals(order.contents().attributes(), booked.contents().attributes());
    assertEquals(order.contents().shipping(), booked.contents().shipping());
    assertEquals(order.totals(), booked.totals());
    assertEquals(order.intent(), booked.intent());
    assertEquals(
        order.contents().lines().getFirst().attributes(),
        booked.contents().lines().getFirst().attributes());
  }

  @Test
  void anotherAttemptLearnsOfTheFirst() {
    var first = accepted(ports.orders().place(order("c-1", "a-1", 1)));

    assertEquals(
        new Placed.OtherAttempt(first.order(), "a-1"),
        ports.orders().place(order("c-1", "a-2", 1)));
  }

  @Test
  void theSameAttemptWithAnotherAmountIsAFault() {
    ports.orders().place(order("c-1", "a-1", 1));

    assertFault(Kind.CONTRACT, () -> ports.orders().place(order("c-1", "a-1", 2)));
  }

  @Test
  void tooLittleStockIsRememberedForTheAttempt() {
    var order = order("c-1", "a-1", 2);
    sandbox().stock().set(SKU, 1);

    var line = order.contents().lines().getFirst();
    var refusal = assertInstanceOf(Placed.OutOfStock.class, ports.orders().place(order));
    assertEquals(line.id(), refusal.lines().getFirst().line());
    assertEquals(1, refusal.lines().getFirst().available());

    sandbox().stock().set(SKU, 100);
    assertEquals(refusal, ports.orders().place(order));
    assertInstanceOf(Placed.Accepted.class, ports.orders().place(order("c-1", "a-2", 2)));
  }

  @Test
  void theBackendRefusesForReasonsOfItsOwn() {
    assertEquals(
        new Placed.Rejected("blocked"),
        ports
            .orders()
            .place(Purchases.order(ports, "c-1", "a-1", SKU, 1, "order-rejected@example.com")));
    assertInstanceOf(
        Placed.TotalChanged.class,
        ports
            .orders()
            .place(
                Purchases.order(ports, "c-2", "a-2", SKU, 1, "order-total-changed@example.com")));
  }

  @Test
  void aRevokedAttemptIsNeverPlaced() {
    assertInstanceOf(Revoked.Barred.class, ports.orders().revoke("c-1", "a-1"));
    assertInstanceOf(Revoked.Barred.class, ports.orders().revoke("c-1", "a-1"));

    assertInstanceOf(Placed.AttemptRevoked.class, ports.orders().place(order("c-1", "a-1", 1)));
    assertEquals(new Entry.None(Set.of("a-1")), ports.orders().lookUp("c-1"));
    assertInstanceOf(Placed.Accepted.class, ports.orders().place(order("c-1", "a-2", 1)));
  }

  @Test
  void revokingTheOrderComesTooLate() {
    var placed = accepted(ports.orders().place(order("c-1", "a-1", 1)));

    assertEquals(
        new Revoked.IsTheOrder(placed.order(), false), ports.orders().revoke("c-1", "a-1"));
    ports.orders().settle("c-1", "a-1", true);
    assertEquals(new Revoked.IsTheOrder(placed.order(), true), ports.orders().revoke("c-1", "a-1"));
  }

  @Test
  void aClosedCheckoutIsClosedForGood() {
    assertInstanceOf(Closed.Done.class, ports.orders().close("c-1"));
    assertInstanceOf(Closed.Done.class, ports.orders().close("c-1"));

    assertInstanceOf(Placed.CheckoutClosed.class, ports.orders().place(order("c-1", "a-1", 1)));
    assertInstanceOf(Entry.ClosedForGood.class, ports.orders().lookUp("c-1"));
    assertEquals(0, sandbox().orders().sold(SKU));
  }

  @Test
  void closingAnOrderedCheckoutComesTooLate() {
    var placed = accepted(ports.orders().place(order("c-1", "a-1", 1)));

    assertEquals(new Closed.HasOrder(placed.order(), "a-1"), ports.orders().close("c-1"));
  }

  @Test
  void settledPaidStaysPaid() {
    ports.orders().place(order("c-1", "a-1", 1));

    assertInstanceOf(Settled.Done.class, ports.orders().settle("c-1", "a-1", true));
    assertInstanceOf(Settled.Done.class, ports.orders().settle("c-1", "a-1", true));
    assertEquals(new Settled.Contradicts(true), ports.orders().settle("c-1", "a-1", false));
    var entry = assertInstanceOf(Entry.Ordered.class, ports.orders().lookUp("c-1"));
    assertEquals(Boolean.TRUE, entry.settled());
  }

  @Test
  void settledUnpaidUndoesOrderAndClaimAndBarsTheAttempt() {
    ports.orders().place(order("c-1", "a-1", 2));

    var undone = assertInstanceOf(Settled.Done.class, ports.orders().settle("c-1", "a-1", false));

    assertEquals(500, undone.stock().getFirst().onHand());
    assertEquals(0, sandbox().orders().sold(SKU));
    assertInstanceOf(Placed.AttemptRevoked.class, ports.orders().place(order("c-1", "a-1", 2)));
    assertInstanceOf(Placed.Accepted.class, ports.orders().place(order("c-1", "a-2", 2)));
  }

  @Test
  void thereIsNothingToSettleWithoutAnOrder() {
    assertInstanceOf(Settled.NoSuchOrder.class, ports.orders().settle("c-1", "a-1", true));
    assertEquals(new Entry.None(Set.of()), ports.orders().lookUp("c-1"));
  }

  @Test
  void unsettledOrdersAreListedOldestFirst() {
    ports.orders().place(order("c-1", "a-1", 1));
    ports.orders().place(order("c-2", "a-2", 1));
    ports.orders().place(order("c-3", "a-3", 1));
    ports.orders().settle("c-2", "a-2", true);

    assertEquals(List.of("c-1", "c-3"), unsettled(10));
    assertEquals(List.of("c-1"), unsettled(1));
  }

  @Test
  void aLostAnswerOfTheBackendIsMadeGoodByAskingAgain() {
    var order = Purchases.order(ports, "c-1", "a-1", "magic-orders-timeout", 1, BUYER);

    assertFault(Kind.UNKNOWN, () -> ports.orders().place(order));
    assertInstanceOf(Placed.Accepted.class, ports.orders().place(order));
    assertEquals(1, sandbox().orders().orders().size());
  }

  @Test
  void aNameWithSpecialCharactersIsTakenAsItIs() {
    var odd = "c/1 ?#%2F..ü";

    assertInstanceOf(Placed.Accepted.class, ports.orders().place(order(odd, "a-1", 1)));
    assertInstanceOf(Entry.Ordered.class, ports.orders().lookUp(odd));
    assertInstanceOf(Settled.Done.class, ports.orders().settle(odd, "a-1", true));
  }

  // Screening.

  @Test
  void screeningAcceptsAndRefuses() {
    var good = order("c-1", "a-1", 1);
    var bad = Purchases.order(ports, "c-2", "a-2", SKU, 1, "refuse@example.com");

    assertEquals(
        Screening.Verdict.ACCEPT, ports.screening().screen(good.contents(), good.totals()));
    assertEquals(Screening.Verdict.REFUSE, ports.screening().screen(bad.contents(), bad.totals()));
  }

  private OrderRequest order(String checkout, String attempt, int quantity) {
    return Purchases.order(ports, checkout, attempt, SKU, quantity, BUYER);
  }

  private List<String> unsettled(int limit) {
    return ports.orders().unsettled(limit).stream().map(Entry.Ordered::checkout).toList();
  }

  private PaymentIntent pay(String attempt, String method, long amount) {
    var created = ports.payment().create(intent(attempt, method, amount));
    return assertInstanceOf(Created.Made.class, created).intent();
  }

  private static NewIntent intent(String attempt, String method, long amount) {
    return new NewIntent(
        attempt,
        "demo",
        "c-1",
        amount,
        "EUR",
        method,
        "https://shop.example/back",
        Map.of("cid", "c-1", "note", "zwölf"));
  }

  private static Placed.Accepted accepted(Placed placed) {
    return assertInstanceOf(Placed.Accepted.class, placed);
  }

  private static <Q extends Quote> Q quote(Class<Q> type, Answer answer) {
    return type.cast(assertInstanceOf(Answer.Quoted.class, answer).quote());
  }

  private static void assertFault(Kind kind, Executable call) {
    assertEquals(kind, assertThrows(ProviderException.class, call).kind());
  }
}
