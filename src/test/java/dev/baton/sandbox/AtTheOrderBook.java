package dev.baton.sandbox;

import static dev.baton.sandbox.Purchase.accepted;
import static dev.baton.sandbox.Purchase.onHand;
import static dev.baton.sandbox.Requests.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.checkout.Order;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;

/** Each test with an order book of its own, and a purchase of two mugs to bring to it. */
abstract class AtTheOrderBook {
  static final String CID = "cid-1";
  final Sandbox sandbox = new Sandbox(SandboxSettings.DEFAULT, new SetClock(), time -> {});
  final OrderBook book = sandbox.orders();

  /** On hand before anything was bought. */
  final long mugs = onHand(sandbox, "mug-blue");

  final Purchase twoMugs = Purchase.of(sandbox, line("mug-blue", 2));

  /** The register's entry of a checkout whose order was accepted for this attempt. */
  final Entry.Ordered ordered(Placed placed, String attempt) {
    Order order = accepted(placed);
    var entry = assertInstanceOf(Entry.Ordered.class, book.lookUp(CID));
    assertEquals(order, entry.order());
    assertEquals(attempt, entry.attempt());
    return entry;
  }
}
