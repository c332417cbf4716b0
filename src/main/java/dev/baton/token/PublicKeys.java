package dev.baton.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What everyone may know of the keys. */
public final class PublicKeys {
  /**
   * How long others may keep the set: the least time between publishing a key and signing with it.
   */
  public static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final KeyRing ring;

  PublicKeys(KeyRing ring) {
    this.ring = ring;
  }

  /** The JWKS: keys that sign, did or will; no revoked ones. */
  public String jwks() {
    List<Map<String, String>> keys =
        ring.current().published().stream().map(PublicKeys::jwk).toList();
    try {
      return StrictJson.MAPPER.writeValueAsString(Map.of("keys", keys));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> jwk(SigningKey key) {
    Map<String, String> members = new TreeMap<>(key.publicMembers());
    members.put("kid", key.kid());
    members.put("use", "sig");
    members.put("alg", key.algorithm().wire());
    return members;
  }
}
