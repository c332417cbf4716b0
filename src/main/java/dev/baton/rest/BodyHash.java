package dev.baton.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Names what an anchor was asked, whatever the order of its fields and the white space between
 * them: SHA-256 over the call and its values, each with its length in front.
 */
final class BodyHash {
  private BodyHash() {}

  static String of(Step step, @Nullable Object... values) {
    StringBuilder text = new StringBuilder(step.wire());
    for (Object value : values) {
      String part = value == null ? "" : value.toString();
      text.append('\n').append(value == null ? -1 : part.length()).append(':').append(part);
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
