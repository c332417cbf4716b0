package dev.baton.token;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Makes the beans of this package from the configuration. */
@Singleton
public class TokenBeans {
  private static final Logger LOG = Logger.getLogger(TokenBeans.class);

  @Produces
  @Singleton
  Storefronts storefronts(StorefrontConfig config) {
    return Storefronts.of(config);
  }

  @Produces
  @Singleton
  SignatureProvider signatureProvider() {
    SignatureProvider provider = SignatureProvider.best();
    LOG.infof("Signatures by %s", provider.description());
    return provider;
  }

  @Produces
  @Singleton
  KeyReloader keyReloader(TokenConfig config, InstantSource clock, SignatureProvider provider) {
    return new KeyReloader(keyPath(config, clock), provider);
  }

  @Produces
  @Singleton
  KeyRing keyRing(KeyReloader reloader) {
    return reloader.ring();
  }

  @Produces
  @Singleton
  PublicKeys publicKeys(KeyRing ring) {
    return new PublicKeys(ring);
  }

  @Produces
  @Singleton
  @Startup
  TokenCodec codec(
      TokenConfig config,
      KeyRing ring,
      Storefronts storefronts,
      InstantSource clock,
      SignatureProvider provider) {
    TokenSettings settings = settings(config);
    LOG.infof(
        "Tokens are written in format %d, and read up to format %d",
        settings.writeFormat(), Formats.newest() + 1);
    return new JoseTokenCodec(ring, settings, storefronts, clock, provider);
  }

  @Produces
  @Singleton
  ResumeTokens resumeTokens(
      TokenConfig config,
      KeyRing ring,
      Storefronts storefronts,
      InstantSource clock,
      SignatureProvider provider) {
    return new ResumeTokens(ring, settings(config), storefronts, clock, provider);
  }

  static TokenSettings settings(TokenConfig config) {
    String issuer =
        config
            .issuer()
            .orElseThrow(() ->
                new IllegalStateException(
                    "Set baton.token.issuer to an address that names this environment and no"
                        + " other."));
    int format = config.writeFormat().orElse(Formats.newest());
    if (format < Formats.OLDEST || format > Formats.newest()) {
      throw new IllegalStateException(
          "baton.token.write-format is %d; this build writes formats %d to %d."
              .formatted(format, Formats.OLDEST, Formats.newest()));
    }
    return new TokenSettings(
        issuer, config.maxSize(), config.life(), config.clockSkew(), config.cache(), format);
  }

  private static Path keyPath(TokenConfig config, InstantSource clock) {
    if (config.keys().isPresent()) {
      return config.keys().get();
    }
    Optional<Path> generated = config.generatedKeys();
    if (generated.isEmpty() || ConfigUtils.isProfileActive("prod")) {
      throw new UnusableKeysException(
          "There are no keys to sign tokens with. Set baton.token.keys to a JWKS file or a"
              + " directory of JWKS files, the same for every instance.");
    }
    try {
      return NewKeys.inDirectory(generated.get(), clock.instant());
    } catch (IOException e) {
      throw new UnusableKeysException(
          "Keys can't be made in " + generated.get() + ": " + e.getMessage());
    }
  }
}
