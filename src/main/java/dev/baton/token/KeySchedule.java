package dev.baton.token;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * When a key may take its next step: publish first, use later, take out when nothing that was made
 * with it can be of use any more.
 *
 * @param life from a token's {@code iat} to its {@code exp}
 * @param skew how far the clocks of instances may differ
 * @param lapsed how long ago a token may have expired that still gives its lines to a new checkout
 * @param records how long a record can outlast the moment at which a copy was sealed into it
 */
record KeySchedule(Duration life, Duration skew, Duration lapsed, Duration records) {
  /** Until every instance has read a changed file; a mounted secret takes a minute or so. */
  static final Duration SPREAD = Duration.ofMinutes(2);

  /** Until all who verify know a new key: those who had just fetched the key set come last. */
  static final Duration NOTICE = SPREAD.plus(PublicKeys.MAX_AGE);

  /** By the settings of the gateway's defaults. */
  static final KeySchedule DEFAULT = of(name -> null);

  KeySchedule {
    if (life.isNegative() || skew.isNegative() || lapsed.isNegative() || records.isNegative()) {
      throw new IllegalArgumentException("a time span is negative");
    }
  }

  /**
   * By the gateway's own settings, given by their names.
   *
   * @param setting the value of a setting such as {@code baton.token.life}; null when not set
   * @throws IllegalArgumentException when one isn't a duration; the message names it
   */
  static KeySchedule of(UnaryOperator<@Nullable String> setting) {
    return new KeySchedule(
        duration(setting, "baton.token.life", "24h"),
        duration(setting, "baton.token.clock-skew", "60s"),
        duration(setting, "baton.resume.lapsed", "30d"),
        duration(setting, "baton.checkout.lasting", "7d")
            .plus(duration(setting, "baton.completion.record-margin", "1h")));
  }

  private static Duration duration(
      UnaryOperator<@Nullable String> setting, String name, String otherwise) {
    String text = setting.apply(name);
    try {
      return DurationConverter.parseDuration(text == null ? otherwise : text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " is not a duration: " + text, e);
    }
  }

  /** The name of a setting in the environment. */
  static String inEnvironment(String setting) {
    return setting.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** From when a key may be used that was published then. */
  Instant usableFrom(KeyEntry key, Instant published) {
    return published.plus(key.signs() ? NOTICE : SPREAD);
  }

  /** When the last token has expired that can have been made with a key that was replaced then. */
  Instant tokensEnd(Instant replaced) {
    return replaced.plus(NOTICE).plus(life).plus(skew);
  }

  /**
   * Until when something made with a key is of use that was replaced or revoked then: a token, a
   * copy in the record of a payment in progress, or the lines of a token that has expired.
   */
  Instant neededUntil(KeyEntry key, Instant since) {
    Instant records = since.plus(NOTICE).plus(this.records);
    if (key.state() == KeyState.REVOKED) {
      return records;
    }
    Instant tokens = tokensEnd(since);
    Instant lines = key.signs() ? tokens.plus(lapsed) : tokens;
    return lines.isAfter(records) ? lines : records;
  }
}
