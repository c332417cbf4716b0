package dev.baton.token;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.jose4j.jca.ProviderContext;
import org.jspecify.annotations.Nullable;

/**
 * Who computes signatures: Amazon's Corretto provider where its library loads, since it is several
 * times as fast, else the JDK. It is asked for by name and for signatures only, so that nothing
 * else in the process changes.
 */
final class SignatureProvider {
  private final @Nullable Provider provider;
  private final String description;

  private SignatureProvider(@Nullable Provider provider, String description) {
    this.provider = provider;
    this.description = description;
  }

  /** The fastest that works here. */
  static SignatureProvider best() {
    try {
      AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
      Throwable error = corretto.getLoadingError();
      if (error != null) {
        return jdk("its library doesn't load here: " + error.getMessage());
      }
      // At the end: JOSE finds it by name there, and nobody gets it who doesn't ask.
      Security.addProvider(corretto);
      return new SignatureProvider(corretto, corretto.getName() + " " + corretto.getVersionStr());
    } catch (LinkageError | RuntimeException e) {
      return jdk("it doesn't load here: " + e);
    }
  }

  /** The JDK's own. */
  static SignatureProvider jdk() {
    return new SignatureProvider(null, "the JDK");
  }

  private static SignatureProvider jdk(String whyNotFaster) {
    return new SignatureProvider(null, "the JDK, not Amazon's Corretto provider: " + whyNotFaster);
  }

  /** For the log at start. */
  String description() {
    return description;
  }

  /** How JOSE operations ask for it. */
  ProviderContext context() {
    ProviderContext context = new ProviderContext();
    if (provider != null) {
      context.getSuppliedKeyProviderContext().setSignatureProvider(provider.getName());
    }
    return context;
  }

  /** The key as this provider's own object, which saves it converting the key each time. */
  PublicKey own(SignatureAlgorithm algorithm, PublicKey key) throws GeneralSecurityException {
    return factory(algorithm).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  /** The key as this provider's own object, which saves it converting the key each time. */
  PrivateKey own(SignatureAlgorithm algorithm, PrivateKey key) throws GeneralSecurityException {
    return factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }

  /** Corretto's provider takes the JDK's keys for Ed25519, and has no factory for its own. */
  private KeyFactory factory(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case ES256 ->
          provider == null ? KeyFactory.getInstance("EC") : KeyFactory.getInstance("EC", provider);
      case ED25519 -> KeyFactory.getInstance("Ed25519");
    };
  }
}
