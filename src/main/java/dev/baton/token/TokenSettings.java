package dev.baton.token;

import java.time.Duration;

/**
 * What a codec goes by.
 *
 * @param issuer {@code iss}, another one for each environment
 * @param maxSize most characters of a token, 3584 or more
 * @param life from {@code iat} to {@code exp}
 * @param clockSkew how far in the future {@code iat} may lie
 * @param cacheSize most verified tokens to remember; 0 for none
 * @param writeFormat the format that is written, of those in {@link Formats}
 */
public record TokenSettings(
    String issuer, int maxSize, Duration life, Duration clockSkew, int cacheSize, int writeFormat) {
  /** Characters: half of them are for what is still to come. */
  static final int LEAST_SIZE = 2 * Headroom.MOST;

  public TokenSettings {
    if (issuer.isBlank() || maxSize < LEAST_SIZE || life.isNegative() || life.isZero()) {
      throw new IllegalArgumentException("token settings out of range");
    }
    if (writeFormat < Formats.OLDEST || writeFormat > Formats.newest()) {
      throw new IllegalArgumentException("no format " + writeFormat + " to write");
    }
    if (clockSkew.isNegative() || cacheSize < 0) {
      throw new IllegalArgumentException("token settings out of range");
    }
  }

  /** The defaults of {@link TokenConfig}: 16 KiB, 24 hours, a minute of skew, 512 remembered. */
  public static TokenSettings of(String issuer) {
    return new TokenSettings(
        issuer, 16 * 1024, Duration.ofHours(24), Duration.ofSeconds(60), 512, Formats.newest());
  }
}
