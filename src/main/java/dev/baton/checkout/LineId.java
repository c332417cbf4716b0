package dev.baton.checkout;

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
  /** 36^10, below 2^52. */
  private static final long TEN_DIGITS = 3_656_158_440_062_976L;

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
      return lastDigits(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hash as one number, modulo 36^10: eight more bits always fit beside what is left. */
  private static String lastDigits(byte[] hash) {
    long rest = 0;
    for (byte next : hash) {
      rest = ((rest << 8) | (next & 0xff)) % TEN_DIGITS;
    }
    String digits = Long.toString(rest, 36);
    return "0".repeat(10 - digits.length()) + digits;
  }

  private static void append(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }
}
