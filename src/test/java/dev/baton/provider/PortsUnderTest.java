package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.OrderRequest;
import dev.baton.sandbox.Sandbox;
import org.junit.jupiter.api.function.Executable;

/** Adapters of every port, and the sandbox behind them. */
public interface PortsUnderTest {
  /** Calls aren't repeated, so that every fault shows. */
  Ports ports();

  Sandbox sandbox();

  /** Of a buyer of mugs, as the ports quote them. */
  default OrderRequest order(String checkout, String attempt, int quantity) {
    return Purchases.order(ports(), checkout, attempt, Purchases.SKU, quantity, Purchases.BUYER);
  }

  static void assertFault(Kind kind, Executable call) {
    assertEquals(kind, assertThrows(ProviderException.class, call).kind());
  }
}
