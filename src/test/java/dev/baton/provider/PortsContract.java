package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.payment.Screening;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every adapter of a port does, whichever it is; run for each of them. */
public abstract class PortsContract implements QuotesContract, PaymentContract, OrdersContract {
  private Ports ports;

  /** The ports to test, anew for each test. */
  protected abstract Ports connect();

  @Override
  public Ports ports() {
    return ports;
  }

  @BeforeEach
  void fresh() {
    sandbox().reset();
    ports = connect();
  }

  @Test
  void screeningAcceptsAndRefuses() {
    var good = order("c-1", "a-1", 1);
    var bad = Purchases.order(ports(), "c-2", "a-2", Purchases.SKU, 1, "refuse@example.com");

    assertEquals(
        Screening.Verdict.ACCEPT, ports().screening().screen(good.contents(), good.totals()));
    assertEquals(
        Screening.Verdict.REFUSE, ports().screening().screen(bad.contents(), bad.totals()));
  }
}
