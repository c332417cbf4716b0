package dev.baton.checkout;

/**
 * A keyed digest (an HMAC) of text that may be personal, as short printable text; its key never
 * leaves the gateway.
 */
@FunctionalInterface
public interface InputDigest {
  /** The digest of {@code text}, base64url, at least 96 bits, the same for the same text. */
  String of(String text);
}
