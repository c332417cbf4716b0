package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import org.jspecify.annotations.Nullable;

/** An order backend whose calls are timed. */
record TimedOrders(OrderBackend backend, ProviderMetrics metrics) implements OrderBackend {
  @Override
  public Placed place(OrderRequest order) {
    return metrics.timed(Port.ORDERS, () -> backend.place(order));
  }

  @Override
  public Settled settle(String checkout, String attempt, boolean paid) {
    return metrics.timed(Port.ORDERS, () -> backend.settle(checkout, attempt, paid));
  }

  @Override
  public Revoked revoke(String checkout, String attempt) {
    return metrics.timed(Port.ORDERS, () -> backend.revoke(checkout, attempt));
  }

  @Override
  public Closed close(String checkout) {
    return metrics.timed(Port.ORDERS, () -> backend.close(checkout));
  }

  @Override
  public Entry lookUp(String checkout) {
    return metrics.timed(Port.ORDERS, () -> backend.lookUp(checkout));
  }

  @Override
  public Unsettled unsettled(int limit, @Nullable String cursor) {
    return metrics.timed(Port.ORDERS, () -> backend.unsettled(limit, cursor));
  }
}
