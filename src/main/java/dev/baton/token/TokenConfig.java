package dev.baton.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of tokens and their keys. */
@ConfigMapping(prefix = "baton.token")
public interface TokenConfig {
  /** The {@code iss} of every token: another one for each environment. */
  String issuer();

  /** The folder with {@code signing.jwks} and {@code master.key}. */
  Optional<Path> keys();

  /** Where keys are made at first start when {@link #keys()} isn't set; not for production. */
  Optional<Path> generatedKeys();

  /** How long a token lives; slid by every step, and never past the checkout's absolute end. */
  @WithDefault("24h")
  Duration life();

  /** Most bytes of a token. */
  @WithDefault("16384")
  int maxSize();
}
