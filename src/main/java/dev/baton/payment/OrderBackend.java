package dev.baton.payment;

import dev.baton.checkout.Order;
import dev.baton.checkout.StockLevel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order port: a register of each checkout (none, the order with its attempt, closed; and the
 * attempts it has barred), which is the only decision. All calls are idempotent. Faults are a
 * {@link dev.baton.checkout.ProviderException}.
 */
public interface OrderBackend {
  /**
   * Claims stock and limited codes and makes the order, all or nothing. The same attempt again
   * returns its order; the same attempt with another amount is a fault of kind CONTRACT.
   */
  Placed place(OrderRequest order);

  /**
   * Says how the money ended: paid makes the order shippable; unpaid undoes order and claim and
   * bars the attempt.
   */
  Settled settle(String checkout, String attempt, boolean paid);

  /** Bars an attempt from ever being placed. */
  Revoked revoke(String checkout, String attempt);

  /** Closes a checkout for good. */
  Closed close(String checkout);

  /** The register's entry. */
  Entry lookUp(String checkout);

  /**
   * Orders not yet settled, oldest first.
   *
   * @param limit most orders of the answer
   * @param cursor of the page before; null for the oldest ones
   */
  Unsettled unsettled(int limit, @Nullable String cursor);

  /**
   * Some orders that aren't settled.
   *
   * @param next where there are more: the cursor of the next page, which means something to the
   *     backend only
   */
  record Unsettled(List<Entry.Ordered> orders, @Nullable String next) {}

  /** The answer to {@link #place}. */
  sealed interface Placed {
    /** The order stands. {@code stock} carries the new figures of what was claimed. */
    record Accepted(Order order, List<StockLevel> stock) implements Placed {}

    /** Another attempt made the order. */
    record OtherAttempt(Order order, String attempt) implements Placed {}

    /** Not enough; remembered for this attempt. */
    record OutOfStock(List<Shortage> lines) implements Placed {}

    /** The backend counts another total, minor units of the order's currency. */
    record TotalChanged(long total) implements Placed {}

    /** Refused for a reason of its own ("code-used", "blocked"); remembered for this attempt. */
    record Rejected(String code) implements Placed {}

    /** This attempt is barred. */
    record AttemptRevoked() implements Placed {}

    /** The checkout is closed. */
    record CheckoutClosed() implements Placed {}
  }

  /** Too little of a line; {@code available} units are left of its SKU. */
  record Shortage(String line, String sku, long available) {}

  /** The answer to {@link #settle}. */
  sealed interface Settled {
    /** Done, now or before. {@code stock} carries the new figures when claims were undone. */
    record Done(List<StockLevel> stock) implements Settled {}

    /** There never was an order of that attempt. */
    record NoSuchOrder() implements Settled {}

    /** It was settled the other way before; unpaid after unpaid is {@link Done}. */
    record Contradicts(boolean paid) implements Settled {}
  }

  /** The answer to {@link #revoke}. */
  sealed interface Revoked {
    /** It can never be placed. */
    record Barred() implements Revoked {}

    /** Too late: it is the order. */
    record IsTheOrder(Order order, boolean settled) implements Revoked {}
  }

  /** The answer to {@link #close}. */
  sealed interface Closed {
    /** Nothing can be placed any more. */
    record Done() implements Closed {}

    /** Too late: there is an order. */
    record HasOrder(Order order, String attempt) implements Closed {}
  }

  /** What the register says of a checkout. */
  sealed interface Entry {
    /** Neither order nor closed; with the attempts that can't be placed any more. */
    record None(Set<String> barred) implements Entry {}

    /**
     * An order.
     *
     * @param amount its total, minor units
     * @param settled null while it is provisional, else whether it was paid
     */
    record Ordered(
        String checkout, Order order, String attempt, long amount, @Nullable Boolean settled)
        implements Entry {}

    /** Closed for good. */
    record ClosedForGood() implements Entry {}
  }
}
