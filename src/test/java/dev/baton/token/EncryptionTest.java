package dev.baton.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/** One text opens, and nothing that is only nearly it. */
class EncryptionTest {
  private static final String[] BOUND = {"https://issuer.example", "demo", "checkout"};
  private static final byte[] PLAIN = "[[\"a@example.org\"],null,null]".getBytes(UTF_8);

  private final Keys keys = TokenCodecs.keys(TokenCodecs.newSet());
  private final Encryption encryption = new Encryption(MasterKey.Use.PII, "sealed+jwe");
  private final String sealed = encryption.seal(keys, PLAIN, BOUND);
  private final String[] parts = sealed.split("\\.", -1);

  @Test
  void opensForTheNamesThatItWasSealedFor() {
    assertArrayEquals(PLAIN, encryption.open(keys, sealed, BOUND));
    for (int i = 0; i < BOUND.length; i++) {
      String[] others = BOUND.clone();
      others[i] += "2";
      assertNull(encryption.open(keys, sealed, others));
    }
  }

  @Test
  void anotherImplementationReadsIt() throws JoseException {
    MasterKey master =
        Objects.requireNonNull(keys.masterEverKnown(MasterKey.Use.PII, kid()), "its own key");
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setCompactSerialization(sealed);
    jwe.setKey(new SecretKeySpec(master.derive("baton pii A256GCM", BOUND), "AES"));
    assertArrayEquals(PLAIN, jwe.getPlaintextBytes());
  }

  private String kid() {
    return Objects.requireNonNull(StrictJson.object(Base64Url.decode(parts[0])))
        .get("kid")
        .textValue();
  }

  @Test
  void noCharacterMayBeAnotherOne() {
    for (int i = 0; i < sealed.length(); i++) {
      for (char c : "A_.b".toCharArray()) {
        if (sealed.charAt(i) != c) {
          String changed = sealed.substring(0, i) + c + sealed.substring(i + 1);
          assertNull(encryption.open(keys, changed, BOUND), () -> changed);
        }
      }
    }
  }

  @Test
  void noPartMayBeLongerOrShorter() {
    for (int i = 0; i < parts.length; i++) {
      for (String changed : new String[] {parts[i] + "AAAA", "AAAA" + parts[i], "AAAA", ""}) {
        if (!changed.equals(parts[i])) {
          assertNull(encryption.open(keys, with(i, changed), BOUND), "part " + i + ": " + changed);
        }
      }
    }
  }

  /** The bytes that are decrypted would be the same ones. */
  @Test
  void theTagMayNotBeginEarlierOrLater() {
    byte[] text = Base64Url.decode(parts[3]);
    byte[] tag = Base64Url.decode(parts[4]);
    byte[] both = Arrays.copyOf(text, text.length + tag.length);
    System.arraycopy(tag, 0, both, text.length, tag.length);
    for (int cut = 0; cut <= both.length; cut++) {
      String moved =
          String.join(
              ".",
              parts[0],
              parts[1],
              parts[2],
              Base64Url.encode(Arrays.copyOfRange(both, 0, cut)),
              Base64Url.encode(Arrays.copyOfRange(both, cut, both.length)));
      if (cut == text.length) {
        assertNotNull(encryption.open(keys, moved, BOUND));
      } else {
        assertNull(encryption.open(keys, moved, BOUND), "cut at " + cut);
      }
    }
  }

  private String with(int part, String text) {
    String[] changed = parts.clone();
    changed[part] = text;
    return String.join(".", changed);
  }
}
