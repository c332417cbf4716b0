package dev.baton.token;

import java.util.Locale;
import java.util.Optional;

/**
 * A secret from which the keys of single checkouts are derived (HKDF-SHA256); it is never used
 * itself.
 *
 * <p>Secret: {@code toString} is redacted.
 */
final class MasterKey {
  /** What is derived from it; each use rotates by itself. */
  enum Use {
    /** The token's encrypted compartment. */
    PII,
    /** The record's sealed copies, which outlive every token. */
    RECORD,
    /** Keyed digests of quotes' inputs and of what is fixed at payment. */
    DIGEST;

    String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Use> ofWire(String text) {
      for (Use use : values()) {
        if (use.wire().equals(text)) {
          return Optional.of(use);
        }
      }
      return Optional.empty();
    }
  }

  private static final byte[] NO_SALT = new byte[0];

  private final String kid;
  private final Use use;
  private final KeyState state;
  private final byte[] pseudorandomKey;

  /**
   * Of key material.
   *
   * @param material 32 random bytes or more
   */
  MasterKey(String kid, Use use, KeyState state, byte[] material) {
    if (material.length < 32) {
      throw new IllegalArgumentException("a master key has at least 256 bits");
    }
    this.kid = kid;
    this.use = use;
    this.state = state;
    this.pseudorandomKey = Hkdf.extract(NO_SALT, material);
  }

  String kid() {
    return kid;
  }

  Use use() {
    return use;
  }

  KeyState state() {
    return state;
  }

  /** A 256-bit key for one purpose, bound to all of the given names. */
  byte[] derive(String purpose, String... bound) {
    return Hkdf.expand(pseudorandomKey, Hkdf.info(purpose, bound));
  }

  @Override
  public String toString() {
    return "MasterKey[" + kid + ", " + use.wire() + ", " + state.wire() + ", redacted]";
  }
}
