package dev.baton.token;

import java.util.Objects;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Makes and checks compact JWS with a key that was chosen beforehand. */
final class Signatures {
  static {
    Ed25519Algorithm.register();
  }

  private final ProviderContext context;

  Signatures(SignatureProvider provider) {
    context = provider.context();
  }

  /** The compact JWS of a payload. */
  String sign(SigningKey key, String type, String payload) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setProviderContext(context);
      jws.setHeader("typ", type);
      jws.setHeader("alg", key.algorithm().wire());
      jws.setHeader("kid", key.kid());
      jws.setKey(Objects.requireNonNull(key.privateKey(), "no private key"));
      jws.setPayload(payload);
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  /** Whether the signature is this key's, by this key's algorithm and no other. */
  boolean verify(SigningKey key, String compact) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setProviderContext(context);
      jws.setAlgorithmConstraints(
          new AlgorithmConstraints(
              AlgorithmConstraints.ConstraintType.PERMIT, key.algorithm().wire()));
      jws.setCompactSerialization(compact);
      jws.setKey(key.publicKey());
      return jws.verifySignature();
    } catch (JoseException e) {
      // A signature that isn't even of the right shape is a wrong one, not a fault of ours.
      return false;
    }
  }
}
