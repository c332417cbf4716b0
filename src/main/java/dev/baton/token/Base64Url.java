package dev.baton.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64url without padding (RFC 7515), strictly: one text for one sequence of bytes. The usual
 * decoders skip foreign characters, or ignore stray bits at the end.
 */
final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final byte[] DIGITS = new byte[128];

  static {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    Arrays.fill(DIGITS, (byte) -1);
    for (int i = 0; i < alphabet.length(); i++) {
      DIGITS[alphabet.charAt(i)] = (byte) i;
    }
  }

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** Whether {@code text[from, to)} is what {@link #encode} gives for some bytes. */
  static boolean isStrict(String text, int from, int to) {
    int length = to - from;
    if (length % 4 == 1) {
      return false;
    }
    int last = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      last = c < 128 ? DIGITS[c] : -1;
      if (last < 0) {
        return false;
      }
    }
    return switch (length % 4) {
      case 2 -> (last & 0b1111) == 0;
      case 3 -> (last & 0b11) == 0;
      default -> true;
    };
  }

  /** The bytes of a text that is known to be strict. */
  static byte[] decode(String text) {
    return DECODER.decode(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
