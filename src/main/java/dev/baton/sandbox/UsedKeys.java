package dev.baton.sandbox;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import java.util.HashMap;
import java.util.Map;

/** What each idempotency key was used for. */
final class UsedKeys {
  private final Map<String, Object> uses = new HashMap<>();

  /** Whether a key was used for the same before; for something else it is a fault. */
  boolean check(String key, Object use) {
    Object before = uses.putIfAbsent(key, use);
    if (before != null && !before.equals(use)) {
      throw new ProviderException(Port.PAYMENT, Kind.CONTRACT);
    }
    return before != null;
  }

  void clear() {
    uses.clear();
  }
}
