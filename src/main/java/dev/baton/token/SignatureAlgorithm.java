package dev.baton.token;

import java.util.Optional;

/**
 * The algorithms a key may sign with; none is symmetric, since whoever could verify could mint.
 *
 * <p>{@code Ed25519} is the fully specified name of RFC 9864, not the {@code EdDSA} it replaces.
 */
enum SignatureAlgorithm {
  ES256("ES256", "EC", "P-256"),
  ED25519("Ed25519", "OKP", "Ed25519");

  private final String wire;
  private final String keyType;
  private final String curve;

  SignatureAlgorithm(String wire, String keyType, String curve) {
    this.wire = wire;
    this.keyType = keyType;
    this.curve = curve;
  }

  /** The {@code alg}. */
  String wire() {
    return wire;
  }

  /** The {@code kty} of its keys. */
  String keyType() {
    return keyType;
  }

  /** The {@code crv} of its keys. */
  String curve() {
    return curve;
  }

  /** The one algorithm of a kind of key; there is no choice left to a header. */
  static Optional<SignatureAlgorithm> ofKey(String keyType, String curve) {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.keyType.equals(keyType) && algorithm.curve.equals(curve)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
