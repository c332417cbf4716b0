package dev.baton.provider;

import static dev.baton.provider.PortsUnderTest.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.OrderBackend.Closed;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderBackend.Revoked;
import dev.baton.payment.OrderBackend.Settled;
import dev.baton.payment.OrderBackend.Unsettled;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every adapter of an order backend does: it keeps the register. */
public interface OrdersContract extends PortsUnderTest {
  @Test
  default void anOrderClaimsItsStockAndComesBackForItsAttempt() {
    var order = order("c-1", "a-1", 2);

    var placed = accepted(ports().orders().place(order));
    var again = accepted(ports().orders().place(order));

    assertEquals(placed.order(), again.order());
    assertEquals(498, placed.stock().getFirst().onHand());
    assertEquals(2, sandbox().orders().sold(Purchases.SKU));
    assertEquals(
        new Entry.Ordered("c-1", placed.order(), "a-1", order.totals().total(), null),
        ports().orders().lookUp("c-1"));
  }

  @Test
  default void theBackendGetsThePurchaseInFull() {
    var order = order("c-1", "a-1", 2);

    ports().orders().place(order);

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
  default void anotherAttemptLearnsOfTheFirst() {
    var first = accepted(ports().orders().place(order("c-1", "a-1", 1)));

    assertEquals(
        new Placed.OtherAttempt(first.order(), "a-1"),
        ports().orders().place(order("c-1", "a-2", 1)));
  }

  @Test
  default void theSameAttemptWithAnotherAmountIsAFault() {
    ports().orders().place(order("c-1", "a-1", 1));

    assertFault(Kind.CONTRACT, () -> ports().orders().place(order("c-1", "a-1", 2)));
  }

  @Test
  default void tooLittleStockIsRememberedForTheAttempt() {
    var order = order("c-1", "a-1", 2);
    sandbox().stock().set(Purchases.SKU, 1);

    var line = order.contents().lines().getFirst();
    var refusal = assertInstanceOf(Placed.OutOfStock.class, ports().orders().place(order));
    assertEquals(line.id(), refusal.lines().getFirst().line());
    assertEquals(1, refusal.lines().getFirst().available());

    sandbox().stock().set(Purchases.SKU, 100);
    assertEquals(refusal, ports().orders().place(order));
    assertInstanceOf(Placed.Accepted.class, ports().orders().place(order("c-1", "a-2", 2)));
  }

  @Test
  default void theBackendRefusesForReasonsOfItsOwn() {
    assertEquals(
        new Placed.Rejected("blocked"),
        ports()
            .orders()
            .place(
                Purchases.order(
                    ports(), "c-1", "a-1", Purchases.SKU, 1, "order-rejected@example.com")));
    assertInstanceOf(
        Placed.TotalChanged.class,
        ports()
            .orders()
            .place(
                Purchases.order(
                    ports(), "c-2", "a-2", Purchases.SKU, 1, "order-total-changed@example.com")));
  }

  @Test
  default void aRevokedAttemptIsNeverPlaced() {
    assertInstanceOf(Revoked.Barred.class, ports().orders().revoke("c-1", "a-1"));
    assertInstanceOf(Revoked.Barred.class, ports().orders().revoke("c-1", "a-1"));

    assertInstanceOf(Placed.AttemptRevoked.class, ports().orders().place(order("c-1", "a-1", 1)));
    assertEquals(new Entry.None(Set.of("a-1")), ports().orders().lookUp("c-1"));
    assertInstanceOf(Placed.Accepted.class, ports().orders().place(order("c-1", "a-2", 1)));
  }

  @Test
  default void revokingTheOrderComesTooLate() {
    var placed = accepted(ports().orders().place(order("c-1", "a-1", 1)));

    assertEquals(
        new Revoked.IsTheOrder(placed.order(), false), ports().orders().revoke("c-1", "a-1"));
    ports().orders().settle("c-1", "a-1", true);
    assertEquals(
        new Revoked.IsTheOrder(placed.order(), true), ports().orders().revoke("c-1", "a-1"));
  }

  @Test
  default void aClosedCheckoutIsClosedForGood() {
    assertInstanceOf(Closed.Done.class, ports().orders().close("c-1"));
    assertInstanceOf(Closed.Done.class, ports().orders().close("c-1"));

    assertInstanceOf(Placed.CheckoutClosed.class, ports().orders().place(order("c-1", "a-1", 1)));
    assertInstanceOf(Entry.ClosedForGood.class, ports().orders().lookUp("c-1"));
    assertEquals(0, sandbox().orders().sold(Purchases.SKU));
  }

  @Test
  default void closingAnOrderedCheckoutComesTooLate() {
    var placed = accepted(ports().orders().place(order("c-1", "a-1", 1)));

    assertEquals(new Closed.HasOrder(placed.order(), "a-1"), ports().orders().close("c-1"));
  }

  @Test
  default void settledPaidStaysPaid() {
    ports().orders().place(order("c-1", "a-1", 1));

    assertInstanceOf(Settled.Done.class, ports().orders().settle("c-1", "a-1", true));
    assertInstanceOf(Settled.Done.class, ports().orders().settle("c-1", "a-1", true));
    assertEquals(new Settled.Contradicts(true), ports().orders().settle("c-1", "a-1", false));
    var entry = assertInstanceOf(Entry.Ordered.class, ports().orders().lookUp("c-1"));
    assertEquals(Boolean.TRUE, entry.settled());
  }

  @Test
  default void settledUnpaidUndoesOrderAndClaimAndBarsTheAttempt() {
    ports().orders().place(order("c-1", "a-1", 2));

    var undone = assertInstanceOf(Settled.Done.class, ports().orders().settle("c-1", "a-1", false));

    assertEquals(500, undone.stock().getFirst().onHand());
    assertEquals(0, sandbox().orders().sold(Purchases.SKU));
    assertInstanceOf(Placed.AttemptRevoked.class, ports().orders().place(order("c-1", "a-1", 2)));
    assertInstanceOf(Placed.Accepted.class, ports().orders().place(order("c-1", "a-2", 2)));
  }

  @Test
  default void thereIsNothingToSettleWithoutAnOrder() {
    assertInstanceOf(Settled.NoSuchOrder.class, ports().orders().settle("c-1", "a-1", true));
    assertEquals(new Entry.None(Set.of()), ports().orders().lookUp("c-1"));
  }

  @Test
  default void unsettledOrdersAreListedOldestFirst() {
    ports().orders().place(order("c-1", "a-1", 1));
    ports().orders().place(order("c-2", "a-2", 1));
    ports().orders().place(order("c-3", "a-3", 1));
    ports().orders().settle("c-2", "a-2", true);

    assertEquals(List.of("c-1", "c-3"), checkouts(ports().orders().unsettled(10, null)));
    assertEquals(List.of("c-1"), checkouts(ports().orders().unsettled(1, null)));
  }

  @Test
  default void aPageGoesOnWhereTheOneBeforeEndedThoughItsOrdersWereSettled() {
    for (int i = 1; i <= 5; i++) {
      ports().orders().place(order("c-" + i, "a-" + i, 1));
    }

    var first = ports().orders().unsettled(2, null);
    ports().orders().settle("c-2", "a-2", true);
    ports().orders().settle("c-3", "a-3", false);
    var second = ports().orders().unsettled(1, first.next());
    var last = ports().orders().unsettled(2, second.next());

    assertEquals(List.of("c-1", "c-2"), checkouts(first));
    assertEquals(List.of("c-4"), checkouts(second));
    assertEquals(List.of("c-5"), checkouts(last));
    assertNull(last.next());
    assertFault(Kind.CONTRACT, () -> ports().orders().unsettled(2, "nonsense"));
  }

  @Test
  default void aLostAnswerOfTheBackendIsMadeGoodByAskingAgain() {
    var order = Purchases.order(ports(), "c-1", "a-1", "magic-orders-timeout", 1, Purchases.BUYER);

    assertFault(Kind.UNKNOWN, () -> ports().orders().place(order));
    assertInstanceOf(Placed.Accepted.class, ports().orders().place(order));
    assertEquals(1, sandbox().orders().orders().size());
  }

  @Test
  default void aNameWithSpecialCharactersIsTakenAsItIs() {
    var odd = "c/1 ?#%2F..ü";

    assertInstanceOf(Placed.Accepted.class, ports().orders().place(order(odd, "a-1", 1)));
    assertInstanceOf(Entry.Ordered.class, ports().orders().lookUp(odd));
    assertInstanceOf(Settled.Done.class, ports().orders().settle(odd, "a-1", true));
  }

  private static List<String> checkouts(Unsettled page) {
    return page.orders().stream().map(Entry.Ordered::checkout).toList();
  }

  private static Placed.Accepted accepted(Placed placed) {
    return assertInstanceOf(Placed.Accepted.class, placed);
  }
}
