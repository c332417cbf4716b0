package dev.baton.completion;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import org.jspecify.annotations.Nullable;

/** An order backend to which nothing gets through. */
final class BackendDown implements OrderBackend {
  private static ProviderException down() {
    return new ProviderException(Port.ORDERS, ProviderException.Kind.NOT_SENT);
  }

  @Override
  public Placed place(OrderRequest order) {
    throw down();
  }

  @Override
  public Settled settle(String checkout, String attempt, boolean paid) {
    throw down();
  }

  @Override
  public Revoked revoke(String checkout, String attempt) {
    throw down();
  }

  @Override
  public Closed close(String checkout) {
    throw down();
  }

  @Override
  public Entry lookUp(String checkout) {
    throw down();
  }

  @Override
  public Unsettled unsettled(int limit, @Nullable String cursor) {
    throw down();
  }
}
