package dev.baton.sandbox;

import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the register keeps of one checkout; guarded by the lock of {@link OrderBook}. */
final class RegisterEntry {
  /** The order that stands, provisional or paid. */
  @Nullable BookedOrder order;

  /** Nothing is ever placed again. */
  boolean closed;

  /** Attempts that can never be placed; those undone are among them. */
  final Set<String> barred = new HashSet<>();

  /** Orders that were undone for want of money, by attempt. */
  final Map<String, BookedOrder> undone = new HashMap<>();

  /** What an attempt was refused with: it stays refused, since its money may be given back. */
  final Map<String, Placed> refusals = new HashMap<>();

  /** What whoever looks it up is told. */
  Entry shown() {
    if (order != null) {
      return order.entry();
    }
    return closed ? new Entry.ClosedForGood() : new Entry.None(Set.copyOf(barred));
  }
}
