package dev.baton.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of one file, to be listed or changed; a changed set is another one. */
record KeySet(List<KeyEntry> keys) {
  KeySet {
    keys = List.copyOf(keys);
  }

  /** A whole new set: one key to sign with, one master key of each use. */
  static KeySet fresh(SignatureAlgorithm algorithm, Instant now) {
    List<KeyEntry> keys = new ArrayList<>();
    keys.add(KeyEntry.signing(algorithm, KeyState.ACTIVE, now));
    for (MasterKey.Use use : MasterKey.Use.values()) {
      keys.add(KeyEntry.master(use, KeyState.ACTIVE, now));
    }
    return new KeySet(keys);
  }

  /** The same, marked as made by a gateway for itself, which production refuses. */
  KeySet madeAtStart() {
    return new KeySet(keys.stream().map(KeyEntry::madeAtStart).toList());
  }

  /**
   * The keys in the content of a file, a JWK or a JWKS; empty when it is neither. Whether a gateway
   * would take them is another question, see {@link KeyFiles}.
   */
  static Optional<KeySet> read(byte[] content) {
    ObjectNode json = StrictJson.object(content);
    if (json == null) {
      return Optional.empty();
    }
    if (!json.has("keys")) {
      return Optional.of(new KeySet(List.of(new KeyEntry(json))));
    }
    List<KeyEntry> keys = new ArrayList<>();
    for (JsonNode key : json.get("keys")) {
      if (!(key instanceof ObjectNode object)) {
        return Optional.empty();
      }
      keys.add(new KeyEntry(object));
    }
    return Optional.of(new KeySet(keys));
  }

  /** The JWKS. */
  byte[] json() {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    ArrayNode array = json.putArray("keys");
    keys.forEach(key -> array.add(key.json()));
    try {
      return StrictJson.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(json)
          .concat("\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Optional<KeyEntry> find(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
  }

  List<KeyEntry> in(KeyState state, String use) {
    return keys.stream().filter(key -> key.use().equals(use) && key.state() == state).toList();
  }

  KeySet with(KeyEntry added) {
    List<KeyEntry> all = new ArrayList<>(keys);
    all.add(added);
    return new KeySet(all);
  }

  KeySet without(KeyEntry key) {
    return new KeySet(keys.stream().filter(other -> !other.kid().equals(key.kid())).toList());
  }

  /** With a key in another state. */
  KeySet moving(KeyEntry key, KeyState state, Instant now) {
    return new KeySet(
        keys.stream()
            .map(other -> other.kid().equals(key.kid()) ? other.in(state, now) : other)
            .toList());
  }
}
