package dev.baton.sandbox;

import dev.baton.checkout.Line;
import dev.baton.checkout.Order;
import dev.baton.checkout.Promotion;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order as the books show it.
 *
 * @param settled null while it is provisional, else whether it was paid
 */
public record BookedOrder(OrderRequest request, Order order, @Nullable Boolean settled) {

  /** As the register shows it. */
  OrderBackend.Entry.Ordered entry() {
    return new OrderBackend.Entry.Ordered(
        request.checkout(), order, request.attempt(), amount(), settled);
  }

  /** What it was placed for, minor units. */
  public long amount() {
    return request.totals().total();
  }

  /** Units by SKU. */
  public Map<String, Long> units() {
    return units(request.contents().lines());
  }

  /** The limited codes that it used. */
  public List<String> limitedCodes() {
    return limitedCodes(request.contents().promotions());
  }

  static Map<String, Long> units(List<Line> lines) {
    Map<String, Long> units = new LinkedHashMap<>();
    lines.forEach(line -> units.merge(line.sku(), (long) line.quantity(), Long::sum));
    return units;
  }

  static List<String> limitedCodes(List<Promotion> promotions) {
    return promotions.stream()
        .filter(Promotion::limited)
        .map(Promotion::code)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  BookedOrder settled(boolean paid) {
    Order.Status status = paid ? Order.Status.PLACED : Order.Status.VOIDED;
    return new BookedOrder(
        request,
        new Order(order.id(), order.number(), order.url(), order.placedAt(), status),
        paid);
  }
}
