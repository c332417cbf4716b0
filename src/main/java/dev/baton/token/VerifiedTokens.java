package dev.baton.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that this instance verified or made, the most recently used ones.
 *
 * <p>The key is a SHA-256 of every character, so that a token with the same payload and another
 * signature never hits; and an entry counts only for the very keys it was verified with, so that
 * revoking one acts at once. What depends on the clock is never remembered.
 */
final class VerifiedTokens {
  private record Known(Keys keys, VerifiedToken token) {}

  private final int capacity;
  private final Map<ByteBuffer, Known> entries;

  VerifiedTokens(int capacity) {
    this.capacity = capacity;
    entries =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Known> eldest) {
            return size() > capacity;
          }
        };
  }

  @Nullable VerifiedToken find(Keys keys, String compact) {
    if (capacity == 0) {
      return null;
    }
    ByteBuffer name = name(compact);
    synchronized (entries) {
      Known entry = entries.get(name);
      return entry == null || entry.keys() != keys ? null : entry.token();
    }
  }

  void remember(Keys keys, String compact, VerifiedToken token) {
    if (capacity == 0) {
      return;
    }
    ByteBuffer name = name(compact);
    synchronized (entries) {
      entries.put(name, new Known(keys, token));
    }
  }

  private static ByteBuffer name(String compact) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
