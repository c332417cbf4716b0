package dev.baton.completion.subscriber;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A subscriber's secret, and what is signed with it, by the Standard Webhooks specification,
 * "Signature scheme" (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md):
 * {@code v1,} and the base64 of the HMAC-SHA256 of {@code id.timestamp.body}.
 */
public final class SigningSecret {
  private static final String PREFIX = "whsec_";
  private static final String MAC = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private SigningSecret(byte[] key) {
    this.key = new SecretKeySpec(key, MAC);
  }

  /**
   * Reads a secret as it is handed out: {@code whsec_} and base64.
   *
   * @throws IllegalArgumentException if it isn't one, without saying what it is
   */
  public static SigningSecret of(String text) {
    byte[] key;
    try {
      key =
          text.startsWith(PREFIX)
              ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
              : new byte[0];
    } catch (IllegalArgumentException e) {
      // The decoder's message quotes what it was given.
      key = new byte[0];
    }
    if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
      throw new IllegalArgumentException("a secret is whsec_ and the base64 of 24 to 64 bytes");
    }
    return new SigningSecret(key);
  }

  /** Whether a text can be read as one. */
  static boolean canBe(String text) {
    try {
      of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * One signature of the {@code webhook-signature} header.
   *
   * @param id has no full stop in it
   */
  public String sign(String id, Instant timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      mac.update((id + "." + timestamp.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Redacted. */
  @Override
  public String toString() {
    return "SigningSecret[***]";
  }
}
