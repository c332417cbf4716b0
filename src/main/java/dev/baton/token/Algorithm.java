package dev.baton.token;

import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.EdDsaAlgorithm;
import org.jspecify.annotations.Nullable;

/** The signature algorithms of tokens, by their JOSE names (RFC 7518, RFC 9864). */
public enum Algorithm {
  ES256("ES256"),
  ED25519("Ed25519");

  static {
    AlgorithmFactoryFactory.getInstance()
        .getJwsAlgorithmFactory()
        .registerAlgorithm(new FullySpecified());
  }

  private final String jose;

  Algorithm(String jose) {
    this.jose = jose;
  }

  /** The name in headers and keys. */
  public String jose() {
    return jose;
  }

  static @Nullable Algorithm named(@Nullable String jose) {
    for (Algorithm algorithm : values()) {
      if (algorithm.jose.equals(jose)) {
        return algorithm;
      }
    }
    return null;
  }

  /** RFC 9864's name for what the library only knows as EdDSA. */
  private static final class FullySpecified extends EdDsaAlgorithm {
    FullySpecified() {
      setAlgorithmIdentifier(ED25519_NAME);
    }
  }

  private static final String ED25519_NAME = "Ed25519";
}
