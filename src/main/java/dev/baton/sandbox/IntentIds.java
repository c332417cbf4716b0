package dev.baton.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Names of payment intents, derived from their attempts, so that a rerun names them the same. */
final class IntentIds {
  private IntentIds() {}

  /** One that isn't taken. */
  static String unused(String attempt, Set<String> taken) {
    String id = "pi_" + hash(attempt);
    int again = 2;
    while (taken.contains(id)) {
      id = "pi_" + hash(attempt + "#" + again++);
    }
    return id;
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
