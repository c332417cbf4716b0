package dev.baton.completion;

import dev.baton.checkout.ProviderException;
import dev.baton.payment.OrderBackend;
import dev.baton.reservation.Agenda;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts on the agenda what only the order backend knows of: all unsettled orders, a page at each
 * look. One of all instances begins with the oldest at a time, and goes on until there are no more,
 * so that many that are stuck hide none behind them.
 */
final class Sweep {
  private static final Logger LOG = Logger.getLogger(Sweep.class);

  private final Agenda agenda;
  private final OrderBackend orders;
  private final Duration turn;
  private final int limit;

  /** Where the next page begins; null between two rounds. */
  private volatile @Nullable String cursor;

  /** Pages of this round so far. */
  private int pages;

  /** Where a page of this round began: the first, the second, the fourth, the eighth and so on. */
  private @Nullable String landmark;

  /**
   * A sweep.
   *
   * @param turn how long after one of all instances has begun the next one may
   * @param limit most orders of a page
   */
  Sweep(Agenda agenda, OrderBackend orders, Duration turn, int limit) {
    this.agenda = agenda;
    this.orders = orders;
    this.turn = turn;
    this.limit = limit;
  }

  /** The next page, or the first one if it is our turn; is called by one thread at a time. */
  void look() {
    String from = cursor;
    if (from == null) {
      if (!agenda.takeTurn("sweep", turn)) {
        return;
      }
      pages = 0;
      landmark = null;
    }
    // What goes wrong now begins anew: the backend may know of no such page any more.
    cursor = null;
    try {
      OrderBackend.Unsettled page = orders.unsettled(limit, from);
      for (OrderBackend.Entry.Ordered order : page.orders()) {
        agenda.enterNew(order.checkout());
      }
      String next = page.next();
      if (next != null && circles(next)) {
        LOG.warn("The order backend's pages of unsettled orders go round in circles");
      } else {
        cursor = next;
      }
    } catch (ProviderException e) {
      LOG.debugf("The order backend's unsettled orders can't be had: %s", e.getMessage());
    }
  }

  /**
   * Whether this round has been there before, as Brent finds it: a landmark that is moved on ever
   * more rarely is met again in every circle, however long.
   */
  private boolean circles(String next) {
    if (next.equals(landmark)) {
      return true;
    }
    pages++;
    if (Integer.bitCount(pages) == 1) {
      landmark = next;
    }
    return false;
  }
}
