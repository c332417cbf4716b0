package dev.baton.token;

/** The keys as they are now; a reload replaces all of them at once. */
public final class KeyRing {
  private volatile Keys current;

  KeyRing(Keys keys) {
    current = keys;
  }

  /** One consistent state; take it once for each operation. */
  Keys current() {
    return current;
  }

  /** Replaces the keys for every operation that begins from now on. */
  void replace(Keys keys) {
    current = keys;
  }
}
