package dev.baton.token;

import java.time.Instant;

/**
 * A resume token that was just made.
 *
 * @param compact what stands in the link's fragment; never logged
 * @param expiresAt when it stops opening
 */
public record ResumeToken(String compact, Instant expiresAt) {
  @Override
  public String toString() {
    return "ResumeToken[redacted]";
  }
}
