package dev.baton.checkout;

import java.util.Locale;

/** The ports, by the names that configuration, quotes and metrics use. */
public enum Port {
  PRICING,
  INVENTORY,
  SHIPPING,
  TAX,
  PAYMENT,
  ORDERS,
  SCREENING;

  /** The name on the wire and in configuration. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
