package dev.baton.token;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Settings of the token, its keys and its life. */
@ConfigMapping(prefix = "baton.token")
public interface TokenConfig {
  /** {@code iss}: an address that names this environment and no other. */
  Optional<String> issuer();

  /** A JWKS file with private keys, or a directory of such files. */
  Optional<Path> keys();

  /** Where to make keys at the first start if none are configured; never in production. */
  Optional<Path> generatedKeys();

  /** How often to look for changed keys. */
  @WithDefault("5s")
  Duration reload();

  /**
   * Most characters of a token, 3584 or more. Steps keep up to 1792 of them free for the
   * reservation, payment and order to come.
   */
  @WithDefault("16384")
  int maxSize();

  /** From {@code iat} to {@code exp}; every step starts it anew. */
  @WithDefault("24h")
  Duration life();

  /** How far in the future {@code iat} may lie, since clocks differ. */
  @WithDefault("60s")
  Duration clockSkew();

  /**
   * The format of {@code chk} that is written, the newest unless told: the one before it while
   * instances that don't know the newest are about.
   */
  OptionalInt writeFormat();

  /** Most verified tokens that an instance remembers. */
  @WithDefault("512")
  int cache();
}
