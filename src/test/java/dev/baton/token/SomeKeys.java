package dev.baton.token;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two signing keys, and a master key of each use. */
final class SomeKeys {
  final Map<String, Object> first = NewKeys.signing(SignatureAlgorithm.ES256, KeyState.ACTIVE);
  final Map<String, Object> second = NewKeys.signing(SignatureAlgorithm.ED25519, KeyState.NEXT);
  final List<Map<String, Object>> masters =
      Arrays.stream(MasterKey.Use.values())
          .map(use -> NewKeys.master(use, KeyState.ACTIVE))
          .toList();

  /** The same key in another state. */
  static Map<String, Object> in(KeyState state, Map<String, Object> key) {
    Map<String, Object> changed = new LinkedHashMap<>(key);
    changed.put("state", state.wire());
    return changed;
  }

  /** A file of these signing keys and the master keys. */
  String set(List<Map<String, Object>> signing) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>(signing);
    all.addAll(masters);
    return StrictJson.MAPPER.writeValueAsString(Map.of("keys", all));
  }
}
