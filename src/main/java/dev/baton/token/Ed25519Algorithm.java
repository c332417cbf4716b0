package dev.baton.token;

import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.EdDsaAlgorithm;

/** Ed25519 under its fully specified name (RFC 9864), which JOSE libraries don't know yet. */
public final class Ed25519Algorithm extends EdDsaAlgorithm {
  private Ed25519Algorithm() {
    setAlgorithmIdentifier(SignatureAlgorithm.ED25519.wire());
  }

  /** Makes it known to the library; doing so again changes nothing. */
  public static void register() {
    AlgorithmFactoryFactory.getInstance()
        .getJwsAlgorithmFactory()
        .registerAlgorithm(new Ed25519Algorithm());
  }
}
