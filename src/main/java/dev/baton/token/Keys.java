package dev.baton.token;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One consistent state of all keys: exactly one of them signs, and one of each use derives. */
final class Keys {
  private final Map<String, SigningKey> signing = new LinkedHashMap<>();
  private final Map<String, MasterKey> masters = new HashMap<>();
  private final Map<String, Instant> since;
  private final SigningKey signer;
  private final Map<MasterKey.Use, MasterKey> activeMasters = new EnumMap<>(MasterKey.Use.class);

  /**
   * Of keys.
   *
   * @param since when a key came into its state, by its kid, where that is known
   */
  Keys(
      Collection<SigningKey> signingKeys,
      Collection<MasterKey> masterKeys,
      Map<String, Instant> since) {
    this.since = Map.copyOf(since);
    Set<String> kids = new HashSet<>();
    signingKeys.forEach(key -> addUnique(kids, key.kid()));
    masterKeys.forEach(key -> addUnique(kids, key.kid()));
    signingKeys.forEach(key -> signing.put(key.kid(), key));
    masterKeys.forEach(key -> masters.put(key.kid(), key));
    List<SigningKey> signers =
        signingKeys.stream().filter(key -> key.state() == KeyState.ACTIVE).toList();
    if (signers.size() != 1) {
      throw new UnusableKeysException(
          "exactly one signing key has to be active, not " + signers.size());
    }
    signer = signers.getFirst();
    if (signer.privateKey() == null) {
      throw new UnusableKeysException("the active signing key has no private part");
    }
    for (MasterKey.Use use : MasterKey.Use.values()) {
      activeMasters.put(use, onlyActive(use));
    }
  }

  private static void addUnique(Set<String> kids, String kid) {
    if (!kids.add(kid)) {
      throw new UnusableKeysException("two keys have the kid " + kid);
    }
  }

  private MasterKey onlyActive(MasterKey.Use use) {
    List<MasterKey> active =
        masters.values().stream()
            .filter(key -> key.use() == use && key.state() == KeyState.ACTIVE)
            .toList();
    if (active.size() != 1) {
      throw new UnusableKeysException(
          "exactly one key of use " + use.wire() + " has to be active, not " + active.size());
    }
    return active.getFirst();
  }

  /** The key that signs. */
  SigningKey signer() {
    return signer;
  }

  /** The key whose signatures a client's token may bear, by a look-up and nothing else. */
  @Nullable SigningKey accepting(String kid) {
    SigningKey key = signing.get(kid);
    return key == null || key.state() == KeyState.REVOKED ? null : key;
  }

  /**
   * The key of this name whatever its state: for the record's copies, so that revoking a key loses
   * no payment that is under way.
   */
  @Nullable SigningKey everKnown(String kid) {
    return signing.get(kid);
  }

  /** Every key that is published. */
  List<SigningKey> published() {
    return signing.values().stream().filter(key -> key.state() != KeyState.REVOKED).toList();
  }

  /** The key from which new things are derived. */
  MasterKey active(MasterKey.Use use) {
    return Objects.requireNonNull(activeMasters.get(use));
  }

  /** A key from which something was derived earlier; null when unknown or revoked. */
  @Nullable MasterKey master(MasterKey.Use use, String kid) {
    MasterKey key = masters.get(kid);
    return key == null || key.state() == KeyState.REVOKED ? null : masterEverKnown(use, kid);
  }

  /** The same whatever its state, for the record's copies: see {@link #everKnown}. */
  @Nullable MasterKey masterEverKnown(MasterKey.Use use, String kid) {
    MasterKey key = masters.get(kid);
    return key == null || key.use() != use ? null : key;
  }

  /** Every key of a use, whatever its state. */
  List<MasterKey> masters(MasterKey.Use use) {
    return masters.values().stream().filter(key -> key.use() == use).toList();
  }

  /** Since when a key is in its state; empty when its file doesn't say. */
  Optional<Instant> since(String kid) {
    return Optional.ofNullable(since.get(kid));
  }
}
