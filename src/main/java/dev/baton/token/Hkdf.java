package dev.baton.token;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for keys of 256 bits: one round of it. */
final class Hkdf {
  private static final String HMAC = "HmacSHA256";
  private static final int SIZE = 32;

  private Hkdf() {}

  /** HKDF-Extract: the pseudorandom key of {@code material}. */
  static byte[] extract(byte[] salt, byte[] material) {
    return hmac(salt.length == 0 ? new byte[SIZE] : salt, material);
  }

  /** The first 32 bytes of HKDF-Expand. */
  static byte[] expand(byte[] pseudorandomKey, byte[] info) {
    byte[] block = Arrays.copyOf(info, info.length + 1);
    block[info.length] = 1;
    return hmac(pseudorandomKey, block);
  }

  /**
   * What a key is for and bound to, each part with its length in front, so that none can run on.
   */
  static byte[] info(String purpose, String... bound) {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    append(info, purpose);
    for (String part : bound) {
      append(info, part);
    }
    return info.toByteArray();
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void append(ByteArrayOutputStream info, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    info.write(bytes.length >> 8);
    info.write(bytes.length);
    info.writeBytes(bytes);
  }
}
