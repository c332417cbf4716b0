package dev.baton.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The secret from which every other one is derived: HKDF-SHA256 (RFC 5869). */
final class MasterKey {
  static final int BYTES = 32;

  private final SecretKey extracted;

  MasterKey(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalStateException("a master key has " + BYTES + " bytes");
    }
    try {
      extracted =
          KDF.getInstance("HKDF-SHA256")
              .deriveKey("Generic", HKDFParameterSpec.ofExtract().addIKM(secret).extractOnly());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no HKDF-SHA256", e);
    }
  }

  /** A key of 32 bytes for one purpose and these, each bound with its length in front. */
  SecretKey derive(String algorithm, String purpose, String... bound) {
    StringBuilder info = new StringBuilder("baton ").append(purpose);
    for (String part : bound) {
      info.append('\n').append(part.length()).append(':').append(part);
    }
    try {
      byte[] key =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.expandOnly(
                      extracted, info.toString().getBytes(StandardCharsets.UTF_8), BYTES));
      return new SecretKeySpec(key, algorithm);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no HKDF-SHA256", e);
    }
  }

  static byte[] hmac(SecretKey key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no HMAC", e);
    }
  }

  @Override
  public String toString() {
    return "MasterKey[redacted]";
  }
}
