package dev.baton.sandbox;

import static dev.baton.sandbox.Purchase.accepted;
import static dev.baton.sandbox.Purchase.onHand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Order;
import dev.baton.checkout.StockLevel;
import dev.baton.payment.OrderBackend.Closed;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderBackend.Revoked;
import dev.baton.payment.OrderBackend.Settled;
import dev.baton.payment.OrderRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settling, revoking and closing, and workers that come too late for it. */
class SettlementTest extends AtTheOrderBook {
  @Test
  void aLateWorkerCannotPlaceAfterRevoke() {
    OrderRequest late = twoMugs.order(CID, "a1");
    assertEquals(new Revoked.Barred(), book.revoke(CID, "a1"));
    assertEquals(new Placed.AttemptRevoked(), book.place(late));
    assertEquals(new Entry.None(Set.of("a1")), book.lookUp(CID));
    assertNothingSold();
    accepted(book.place(twoMugs.order(CID, "a2")));
  }

  @Test
  void aLateWorkerCannotPlaceAfterClose() {
    assertEquals(new Closed.Done(), book.close(CID));
    assertEquals(new Placed.CheckoutClosed(), book.place(twoMugs.order(CID, "a1")));
    assertEquals(new Placed.CheckoutClosed(), book.place(twoMugs.order(CID, "a2")));
    assertEquals(new Closed.Done(), book.close(CID));
    assertEquals(new Revoked.Barred(), book.revoke(CID, "a1"));
    assertEquals(new Settled.NoSuchOrder(), book.settle(CID, "a1", true));
    assertEquals(new Entry.ClosedForGood(), book.lookUp(CID));
    assertNothingSold();
  }

  @Test
  void aLateWorkerCannotPlaceAfterAnotherAttemptsOrder() {
    Order order = accepted(book.place(twoMugs.order(CID, "a2")));
    assertEquals(new Placed.OtherAttempt(order, "a2"), book.place(twoMugs.order(CID, "a1")));
    assertEquals(new Settled.NoSuchOrder(), book.settle(CID, "a1", true));
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
  }

  @Test
  void aLateWorkerCannotPlaceAfterSettleUnpaid() {
    accepted(book.place(twoMugs.codes("ONCE").order(CID, "a1")));
    assertEquals(1, sandbox.codes().used("ONCE"));
    var undone = (Settled.Done) book.settle(CID, "a1", false);
    assertEquals(List.of(mugs), undone.stock().stream().map(StockLevel::onHand).toList());
    assertEquals(0, sandbox.codes().used("ONCE"));
    assertEquals(new Placed.AttemptRevoked(), book.place(twoMugs.codes("ONCE").order(CID, "a1")));
    assertEquals(new Entry.None(Set.of("a1")), book.lookUp(CID));
    assertEquals(Order.Status.VOIDED, book.orders().getFirst().order().status());
    assertNothingSold();
    assertEquals("B-100002", accepted(book.place(twoMugs.codes("ONCE").order(CID, "a2"))).number());
  }

  @Test
  void settlingIsIdempotentAndNeverContradictsItself() {
    accepted(book.place(twoMugs.order(CID, "a1")));
    assertEquals(new Settled.Done(List.of()), book.settle(CID, "a1", true));
    assertEquals(new Settled.Done(List.of()), book.settle(CID, "a1", true));
    assertEquals(new Settled.Contradicts(true), book.settle(CID, "a1", false));
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
    assertEquals(true, ordered(book.place(twoMugs.order(CID, "a1")), "a1").settled());

    accepted(book.place(twoMugs.order("cid-2", "b1")));
    assertInstanceOf(Settled.Done.class, book.settle("cid-2", "b1", false));
    assertInstanceOf(Settled.Done.class, book.settle("cid-2", "b1", false));
    assertEquals(new Settled.Contradicts(false), book.settle("cid-2", "b1", true));
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
    assertEquals(new Settled.NoSuchOrder(), book.settle("cid-3", "c1", true));
  }

  @Test
  void anOrderCanNeitherBeRevokedNorClosed() {
    Order order = accepted(book.place(twoMugs.order(CID, "a1")));
    assertEquals(new Revoked.IsTheOrder(order, false), book.revoke(CID, "a1"));
    assertEquals(new Closed.HasOrder(order, "a1"), book.close(CID));
    assertEquals(new Revoked.Barred(), book.revoke(CID, "a2"));
    book.settle(CID, "a1", true);
    assertEquals(new Revoked.IsTheOrder(order, true), book.revoke(CID, "a1"));
    accepted(book.place(twoMugs.order(CID, "a1")));
  }

  @Test
  void unsettledOrdersAreListedOldestFirst() {
    for (int i = 1; i <= 4; i++) {
      accepted(book.place(twoMugs.order("cid-" + i, "a" + i)));
    }
    book.settle("cid-1", "a1", true);
    book.settle("cid-3", "a3", false);
    assertEquals(
        List.of("cid-2", "cid-4"),
        book.unsettled(10, null).orders().stream().map(Entry.Ordered::checkout).toList());
    assertEquals("a2", book.unsettled(1, null).orders().getFirst().attempt());
  }

  @Test
  void resetEmptiesTheBooks() {
    accepted(book.place(twoMugs.codes("ONCE").order(CID, "a1")));
    book.close("cid-2");
    sandbox.reset();
    assertEquals(new Entry.None(Set.of()), book.lookUp(CID));
    assertEquals(new Entry.None(Set.of()), book.lookUp("cid-2"));
    assertEquals(mugs, onHand(sandbox, "mug-blue"));
    assertEquals("B-100001", accepted(book.place(twoMugs.codes("ONCE").order(CID, "a1"))).number());
  }

  private void assertNothingSold() {
    assertEquals(mugs, onHand(sandbox, "mug-blue"));
    assertEquals(0, book.sold("mug-blue"));
    assertTrue(book.unsettled(10, null).orders().isEmpty());
  }
}
