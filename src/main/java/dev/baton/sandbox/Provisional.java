package dev.baton.sandbox;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Unsettled;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Orders that aren't settled, oldest first; under the lock of the book that keeps them. */
final class Provisional {
  private static final String PREFIX = "B-";

  private final NavigableMap<Integer, BookedOrder> byNumber = new TreeMap<>();

  void add(BookedOrder order) {
    byNumber.put(number(order.order().number()), order);
  }

  void remove(BookedOrder order) {
    byNumber.remove(number(order.order().number()));
  }

  void clear() {
    byNumber.clear();
  }

  /**
   * Some of them.
   *
   * @param cursor the number of the last order of the page before
   */
  Unsettled page(int limit, @Nullable String cursor) {
    List<Entry.Ordered> page = new ArrayList<>();
    for (BookedOrder order :
        byNumber.tailMap(cursor == null ? 0 : number(cursor), false).values()) {
      if (page.size() == limit) {
        return new Unsettled(List.copyOf(page), page.getLast().order().number());
      }
      page.add(order.entry());
    }
    return new Unsettled(List.copyOf(page), null);
  }

  private static int number(String text) {
    if (!text.matches(PREFIX + "\\d{1,9}")) {
      throw new ProviderException(Port.ORDERS, Kind.CONTRACT);
    }
    return Integer.parseInt(text.substring(PREFIX.length()));
  }
}
