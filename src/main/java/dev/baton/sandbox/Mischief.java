package dev.baton.sandbox;

import java.util.Locale;

/** What can go wrong with events between the payment provider and the gateway. */
public enum Mischief {
  /** Each is sent twice at the same time. */
  DUPLICATE,
  /** Each comes after the one that follows it. */
  REORDER,
  /** None is ever sent. */
  DROP,
  /** Each is sent some seconds later. */
  DELAY;

  /** The name in the books' address. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
