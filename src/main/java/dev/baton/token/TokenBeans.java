package dev.baton.token;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the beans of this package from the configuration. */
@Singleton
public class TokenBeans {
  @Produces
  @Singleton
  Storefronts storefronts(StorefrontConfig config) {
    return Storefronts.of(config);
  }

  /** Configured keys, or those made at first start; without either there is no gateway. */
  @Produces
  @Singleton
  KeyRing keys(TokenConfig config) {
    if (config.keys().isPresent()) {
      return KeyFolder.load(config.keys().get());
    }
    Path generated =
        config
            .generatedKeys()
            .orElseThrow(() ->
                new IllegalStateException(
                    "baton.token.keys is missing: name the folder with signing.jwks and master.key"));
    return KeyFolder.loadOrMake(generated, new SecureRandom());
  }

  @Produces
  @Singleton
  TokenCodec codec(TokenConfig config, KeyRing keys, Storefronts storefronts, InstantSource clock) {
    return new JoseTokenCodec(
        () -> keys,
        storefronts,
        clock,
        new SecureRandom(),
        config.issuer(),
        config.life(),
        config.maxSize());
  }
}
