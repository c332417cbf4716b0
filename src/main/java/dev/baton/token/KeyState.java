package dev.baton.token;

import java.util.Locale;
import java.util.Optional;

/** Where a key stands in its life; it only ever moves down this list. */
enum KeyState {
  /** Published, so that everyone knows it before it is used. */
  NEXT,
  /** Signs or encrypts. */
  ACTIVE,
  /** No longer used for anything new; what it made is still accepted. */
  RETIRING,
  /** Nothing it made is accepted from a client any more. */
  REVOKED;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<KeyState> ofWire(String text) {
    for (KeyState state : values()) {
      if (state.wire().equals(text)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
