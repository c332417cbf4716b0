package dev.baton.token;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The keys of one moment: those that verify, the one that signs, and the master key. */
public final class KeyRing {
  private final Map<String, Key> byId;
  private final Key signing;
  private final MasterKey master;

  KeyRing(Collection<Key> keys, MasterKey master) {
    Map<String, Key> all = new TreeMap<>();
    for (Key key : keys) {
      if (all.put(key.id(), key) != null) {
        throw new IllegalStateException("two signing keys have the kid " + key.id());
      }
    }
    byId = Map.copyOf(all);
    signing =
        keys.stream()
            .filter(key -> key.state() == State.ACTIVE && key.privateKey() != null)
            .reduce((one, other) -> {
              throw new IllegalStateException("more than one signing key is active");
            })
            .orElseThrow(() -> new IllegalStateException("no signing key is active"));
    this.master = master;
  }

  /** The key of a {@code kid}, unless it is revoked; a look-up and nothing else. */
  @Nullable Key find(String id) {
    Key key = byId.get(id);
    return key == null || key.state() == State.REVOKED ? null : key;
  }

  Key signing() {
    return signing;
  }

  MasterKey master() {
    return master;
  }

  /** Every key whose tokens are or will be accepted. */
  Collection<Key> published() {
    return byId.values().stream()
        .filter(key -> key.state() != State.REVOKED)
        .sorted(java.util.Comparator.comparing(Key::id))
        .toList();
  }

  /** Where a key is in its life: published first, signing later, retired after the last token. */
  public enum State {
    NEXT,
    ACTIVE,
    RETIRING,
    REVOKED
  }

  /**
   * A signing key.
   *
   * @param privateKey null when this instance only verifies with it
   */
  record Key(
      String id,
      Algorithm algorithm,
      PublicKey publicKey,
      @Nullable PrivateKey privateKey,
      State state) {
    @Override
    public String toString() {
      return "Key[" + id + ", " + algorithm.jose() + ", " + state + "]";
    }
  }
}
