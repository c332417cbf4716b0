package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jwe.SimpleAeadCipher;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Compact JWE ({@code dir}, A256GCM) of one type, with a key derived for each checkout, so that
 * none opens at another one. The header is authenticated with the text.
 *
 * <p>The cipher is the JOSE library's. The parts are put together and taken apart here, since the
 * library reads and writes the header each time, which cost more than the cipher.
 */
final class Encryption {
  private static final String DIRECT = KeyManagementAlgorithmIdentifiers.DIRECT;
  private static final String A256GCM = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;

  /** RFC 7518, 5.3: a nonce of 96 bits, a tag of 128. */
  private static final int NONCE_BYTES = 12;

  private static final int TAG_BYTES = 16;
  private static final SimpleAeadCipher GCM =
      new SimpleAeadCipher(SimpleAeadCipher.GCM_TRANSFORMATION_NAME, TAG_BYTES);

  private final MasterKey.Use use;
  private final @Nullable String type;
  private final SecureRandom random = new SecureRandom();

  /** Nearly every text has the same header, since it says nothing but the key. */
  private volatile @Nullable Known last;

  /** What a header was found to say, under the keys of that time. */
  private record Known(Keys keys, String header, @Nullable MasterKey master) {}

  /**
   * For one purpose.
   *
   * @param type the {@code typ}; null where the place of the text says what it is
   */
  Encryption(MasterKey.Use use, @Nullable String type) {
    this.use = use;
    this.type = type;
  }

  /** Encrypts for whoever derives a key from the same names. */
  String seal(Keys keys, byte[] plain, String... bound) {
    MasterKey master = keys.active(use);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String header = Base64Url.encode(header(master).getBytes(StandardCharsets.UTF_8));
    try {
      SimpleAeadCipher.CipherOutput sealed =
          GCM.encrypt(key(master, bound), nonce, plain, ascii(header), null);
      return String.join(
          ".",
          header,
          "", // the key is derived, not wrapped
          Base64Url.encode(nonce),
          Base64Url.encode(sealed.getCiphertext()),
          Base64Url.encode(sealed.getTag()));
    } catch (JoseException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  private String header(MasterKey master) {
    ObjectNode header =
        JsonNodeFactory.instance
            .objectNode()
            .put("alg", DIRECT)
            .put("enc", A256GCM)
            .put("kid", master.kid());
    return (type == null ? header : header.put("typ", type)).toString();
  }

  /** The plain text; null unless it was sealed like this, for these names, with a known key. */
  byte @Nullable [] open(Keys keys, String compact, String... bound) {
    return open(acceptedMasterOf(keys, compact), compact, bound);
  }

  /** The same, and also with a key that is revoked: for what the gateway itself has kept. */
  byte @Nullable [] openKept(Keys keys, String compact, String... bound) {
    return open(masterOf(keys, compact), compact, bound);
  }

  private byte @Nullable [] open(@Nullable MasterKey master, String compact, String... bound) {
    if (master == null) {
      return null;
    }
    String[] parts = compact.split("\\.", -1);
    byte[] nonce = Base64Url.decode(parts[2]);
    byte[] tag = Base64Url.decode(parts[4]);
    if (!parts[1].isEmpty() || nonce.length != NONCE_BYTES || tag.length != TAG_BYTES) {
      return null;
    }
    byte[] text = Base64Url.decode(parts[3]);
    try {
      return GCM.decrypt(key(master, bound), nonce, text, tag, ascii(parts[0]), null);
    } catch (JoseException e) {
      return null;
    }
  }

  /** Whether a text is of this type and under a key that is known, by its header. */
  boolean knowsKey(Keys keys, String compact) {
    return acceptedMasterOf(keys, compact) != null;
  }

  /** Whether a text was sealed with the key that seals now. */
  boolean isCurrent(Keys keys, String compact) {
    MasterKey master = masterOf(keys, compact);
    return master != null && master.kid().equals(keys.active(use).kid());
  }

  private @Nullable MasterKey acceptedMasterOf(Keys keys, String compact) {
    MasterKey master = masterOf(keys, compact);
    return master == null || master.state() == KeyState.REVOKED ? null : master;
  }

  private @Nullable MasterKey masterOf(Keys keys, String compact) {
    if (Parts.count(compact) != 5) {
      return null;
    }
    String encoded = Parts.first(compact);
    Known known = last;
    if (known == null || known.keys() != keys || !known.header().equals(encoded)) {
      known =
          new Known(keys, encoded, masterOf(keys, StrictJson.object(Base64Url.decode(encoded))));
      last = known;
    }
    return known.master();
  }

  private @Nullable MasterKey masterOf(Keys keys, @Nullable ObjectNode header) {
    if (header == null || !isOurs(header)) {
      return null;
    }
    JsonNode kid = header.get("kid");
    return kid == null || !kid.isTextual() ? null : keys.masterEverKnown(use, kid.textValue());
  }

  /** Exactly our members: no {@code zip}, no other algorithm, no other type. */
  private boolean isOurs(ObjectNode header) {
    Map<String, String> expected =
        type == null
            ? Map.of("alg", DIRECT, "enc", A256GCM)
            : Map.of("alg", DIRECT, "enc", A256GCM, "typ", type);
    Set<Map.Entry<String, JsonNode>> members = header.properties();
    return members.size() == expected.size() + 1
        && expected.entrySet().stream()
            .allMatch(entry -> entry.getValue().equals(header.path(entry.getKey()).textValue()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private SecretKeySpec key(MasterKey master, String... bound) {
    return new SecretKeySpec(master.derive("baton " + use.wire() + " A256GCM", bound), "AES");
  }
}
