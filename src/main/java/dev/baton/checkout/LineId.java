package dev.baton.checkout;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names lines: ten base-36 digits of a SHA-256 over SKU and attributes, each with its length in
 * front.
 */
final class LineId {
  private LineId() {}

  static String of(String sku, Map<String, String> attributes) {
    StringBuilder text = new StringBuilder();
    append(text, sku);
    new TreeMap<>(attributes)
        .forEach((name, value) -> {
          append(text, name);
          append(text, value);
        });
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      String digits = new BigInteger(1, hash).toString(36);
      return digits.substring(digits.length() - 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }
}
