package dev.baton.token;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key pair of the gateway, or only its public half when it no longer signs.
 *
 * <p>Secret: {@code toString} is redacted.
 *
 * @param publicMembers what the key set publishes of it, besides kid, use and alg
 */
record SigningKey(
    String kid,
    SignatureAlgorithm algorithm,
    KeyState state,
    PublicKey publicKey,
    @Nullable PrivateKey privateKey,
    Map<String, String> publicMembers) {

  SigningKey {
    publicMembers = Map.copyOf(publicMembers);
  }

  @Override
  public String toString() {
    return "SigningKey["
        + kid
        + ", "
        + algorithm.wire()
        + ", "
        + state.wire()
        + (privateKey == null ? "]" : ", redacted]");
  }
}
