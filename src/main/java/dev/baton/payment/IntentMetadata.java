package dev.baton.payment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an intent carries of its checkout, so that the record can be rebuilt from it: six names and
 * the sealed token in pieces of 500 characters, 50 keys at most.
 */
public final class IntentMetadata {
  static final String ATTEMPT = "attempt";
  static final String CHECKOUT = "cid";
  static final String EPOCH = "ep";
  static final String JTI = "jti";
  static final String FIXED = "fixed";

  /**
   * When pay was called, in ms since 1970; followed by a word when the order isn't made by itself.
   */
  private static final String MADE = "made";

  private static final String BY_HAND = " by-hand";
  private static final String PIECE = "t";
  private static final int PIECE_SIZE = 500;

  private IntentMetadata() {}

  /** The metadata of an attempt that has its token. */
  public static Map<String, String> of(String checkout, Attempt attempt) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(ATTEMPT, attempt.id());
    data.put(CHECKOUT, checkout);
    data.put(EPOCH, Long.toString(attempt.epoch()));
    data.put(JTI, attempt.jti());
    data.put(FIXED, attempt.fixed());
    Instant made = attempt.madeAt();
    data.put(
        MADE, (made == null ? 0 : made.toEpochMilli()) + (attempt.autoComplete() ? "" : BY_HAND));
    String token = attempt.token();
    if (token != null) {
      for (int at = 0, piece = 0; at < token.length(); at += PIECE_SIZE, piece++) {
        data.put(PIECE + piece, token.substring(at, Math.min(token.length(), at + PIECE_SIZE)));
      }
    }
    return data;
  }

  /** The checkout that an intent was made for; null for one that isn't ours. */
  public static @Nullable String checkout(PaymentIntent intent) {
    return intent.metadata().get(CHECKOUT);
  }

  static @Nullable Long epoch(Map<String, String> metadata) {
    return number(metadata.get(EPOCH));
  }

  static boolean byHand(Map<String, String> metadata) {
    return metadata.getOrDefault(MADE, "").endsWith(BY_HAND);
  }

  static @Nullable Instant madeAt(Map<String, String> metadata) {
    Long made = number(metadata.getOrDefault(MADE, "").replace(BY_HAND, ""));
    return made == null || made == 0 ? null : Instant.ofEpochMilli(made);
  }

  private static @Nullable Long number(@Nullable String text) {
    return text == null || !text.matches("[0-9]{1,18}") ? null : Long.valueOf(text);
  }

  /** The sealed token out of its pieces; null when there is none. */
  public static @Nullable String token(Map<String, String> metadata) {
    StringBuilder token = new StringBuilder();
    for (int piece = 0; metadata.get(PIECE + piece) != null; piece++) {
      token.append(metadata.get(PIECE + piece));
    }
    return token.isEmpty() ? null : token.toString();
  }
}
