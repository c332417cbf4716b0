package dev.baton.completion;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stripe's scheme of signing events (docs.stripe.com/webhooks, "Verify manually"): a header {@code
 * t=SECONDS,v1=HEX,...}; each {@code v1} is the HMAC-SHA256 of {@code SECONDS.BODY} with one of the
 * endpoint's secrets, over the body's bytes as they came.
 */
final class WebhookSignature {
  private static final String MAC = "HmacSHA256";

  /** Far more than there are secrets at a time. */
  private static final int MOST_SIGNATURES = 16;

  private WebhookSignature() {}

  /** What a signature is worth. */
  enum Verdict {
    GENUINE,
    WRONG,
    /** Right, but made too long ago, or in the future. */
    TOO_OLD
  }

  static Verdict verify(
      @Nullable String header, byte[] body, List<String> secrets, Instant now, Duration tolerance) {
    Parsed parsed = header == null ? null : Parsed.of(header);
    if (parsed == null || secrets.stream().noneMatch(secret -> parsed.signed(body, secret))) {
      return Verdict.WRONG;
    }
    long apart = Math.abs(Math.subtractExact(now.getEpochSecond(), Long.parseLong(parsed.time())));
    return apart > tolerance.toSeconds() ? Verdict.TOO_OLD : Verdict.GENUINE;
  }

  /** The header of a body signed at a time. */
  private record Parsed(String time, List<byte[]> signatures) {
    static @Nullable Parsed of(String header) {
      String time = null;
      List<byte[]> signatures = new ArrayList<>();
      for (String part : header.split(",", -1)) {
        String item = part.strip();
        if (item.startsWith("t=")) {
          if (time != null || !item.substring(2).matches("[0-9]{1,12}")) {
            return null;
          }
          time = item.substring(2);
        } else if (item.matches("v1=[0-9a-fA-F]{64}") && signatures.size() < MOST_SIGNATURES) {
          signatures.add(HexFormat.of().parseHex(item, 3, item.length()));
        }
      }
      return time == null || signatures.isEmpty() ? null : new Parsed(time, signatures);
    }

    boolean signed(byte[] body, String secret) {
      if (secret.isEmpty()) {
        return false;
      }
      byte[] right = sign(time, body, secret);
      boolean found = false;
      for (byte[] signature : signatures) {
        found |= MessageDigest.isEqual(right, signature);
      }
      return found;
    }
  }

  private static byte[] sign(String time, byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
