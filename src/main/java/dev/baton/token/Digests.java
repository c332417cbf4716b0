package dev.baton.token;

import dev.baton.checkout.Contents;
import dev.baton.checkout.InputDigest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keyed digests (HMAC-SHA256, cut) that stand in a token, one derived key for each checkout and
 * purpose.
 *
 * <p>A checkout keeps to the master key that its digests began with and that it names, so that
 * another one can become active while quotes stand and payments are under way. Nothing of a format
 * goes into them: whichever format a token is written in, they are the same.
 */
final class Digests {
  private static final int INPUT_BYTES = 12;
  private static final int FIXED_BYTES = 16;

  private final KeyRing ring;
  private final String issuer;

  Digests(KeyRing ring, String issuer) {
    this.ring = ring;
    this.issuer = issuer;
  }

  /** Of what quotes depend on. */
  InputDigest input(Contents contents) {
    return digest("baton quote input", contents, INPUT_BYTES);
  }

  /** Of what is fixed at payment, and of what is held. */
  InputDigest fixed(Contents contents) {
    return digest("baton fixed at payment", contents, FIXED_BYTES);
  }

  /**
   * The key of these contents: the one they name, else the active one. The active one, too, when
   * the one they name was revoked or is gone: nothing made with it counts any more.
   */
  MasterKey key(Contents contents) {
    Keys keys = ring.current();
    String named = contents.digestKey();
    MasterKey key = named == null ? null : keys.master(MasterKey.Use.DIGEST, named);
    return key == null ? keys.active(MasterKey.Use.DIGEST) : key;
  }

  private InputDigest digest(String purpose, Contents contents, int bytes) {
    byte[] key = key(contents).derive(purpose, issuer, contents.storefront(), contents.id());
    return text ->
        Base64Url.encode(
            Arrays.copyOf(Hkdf.hmac(key, text.getBytes(StandardCharsets.UTF_8)), bytes));
  }
}
