package dev.baton.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A key as its file has it; unknown members are kept.
 *
 * <p>Secret: {@code toString} is redacted.
 */
record KeyEntry(ObjectNode json) {
  /** The {@code use} of keys that sign; the others are those of {@link MasterKey.Use}. */
  static final String SIGNING = "sig";

  /** When the key came into its state, in seconds since 1970. */
  static final String SINCE = "since";

  private static final String MADE = "made";
  private static final String AT_START = "at-start";

  static KeyEntry signing(SignatureAlgorithm algorithm, KeyState state, Instant since) {
    return of(NewKeys.signing(algorithm, state), since);
  }

  static KeyEntry master(MasterKey.Use use, KeyState state, Instant since) {
    return of(NewKeys.master(use, state), since);
  }

  private static KeyEntry of(Map<String, Object> members, Instant since) {
    ObjectNode json = StrictJson.MAPPER.valueToTree(members);
    return new KeyEntry(json.put(SINCE, since.getEpochSecond()));
  }

  /** Marked as made by a gateway for itself. */
  KeyEntry madeAtStart() {
    return new KeyEntry(json.deepCopy().put(MADE, AT_START));
  }

  /** Whether a gateway made it for itself, at its first start. */
  boolean isMadeAtStart() {
    return json.path(MADE).asText().equals(AT_START);
  }

  String kid() {
    return word("kid");
  }

  /** A member as people may see it: nothing in it that a terminal would obey. */
  private String word(String name) {
    return json.path(name).asText("?").replaceAll("\\P{Print}", "?");
  }

  boolean signs() {
    return !json.path("kty").asText().equals("oct");
  }

  /** What it is for: sig, or the use of a master key. */
  String use() {
    return signs() ? SIGNING : word("use");
  }

  /** The algorithm of a key that signs; empty for a master key, and where none is known. */
  Optional<SignatureAlgorithm> algorithm() {
    return SignatureAlgorithm.ofKey(json.path("kty").asText(), json.path("crv").asText());
  }

  KeyState state() {
    return KeyState.ofWire(json.path("state").asText(KeyState.ACTIVE.wire()))
        .orElseThrow(() -> new UnusableKeysException("key " + kid() + " has a state that is none"));
  }

  /** Since when it is in its state; empty when whoever wrote the file didn't say. */
  Optional<Instant> since() {
    // Beyond the year 9999 it is no such time, but something else, milliseconds perhaps.
    return json.path(SINCE).isIntegralNumber()
            && json.path(SINCE).canConvertToLong()
            && Math.abs(json.path(SINCE).longValue()) < 253_402_300_800L
        ? Optional.of(Instant.ofEpochSecond(json.path(SINCE).longValue()))
        : Optional.empty();
  }

  /** The same key in another state. What will never sign again keeps its public half only. */
  KeyEntry in(KeyState state, Instant since) {
    ObjectNode changed = json.deepCopy();
    changed.put("state", state.wire());
    changed.put(SINCE, since.getEpochSecond());
    if (signs() && (state == KeyState.RETIRING || state == KeyState.REVOKED)) {
      changed.remove("d");
    }
    return new KeyEntry(changed);
  }

  /** For people: the name and the algorithm or use. */
  String described() {
    return kid() + " (" + algorithm().map(SignatureAlgorithm::wire).orElse(use()) + ")";
  }

  @Override
  public String toString() {
    return "KeyEntry[" + described() + ", redacted]";
  }
}
