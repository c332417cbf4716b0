package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.ProblemType;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a token that nobody has verified: only what names its type, algorithm and key. A
 * header that brings a key, an address or an extension is refused, not ignored.
 *
 * @param typ empty when missing
 * @param alg empty when missing
 * @param kid empty when missing
 */
record TokenHeader(String typ, String alg, String kid) {
  private static final Set<String> KNOWN = Set.of("typ", "alg", "kid");

  /** What became of reading one. */
  sealed interface Parsed permits Parsed.Header, TokenRefusal {
    /** A header of the right shape. */
    record Header(TokenHeader header) implements Parsed {}
  }

  static Parsed parse(byte[] json) {
    ObjectNode object = StrictJson.object(json);
    if (object == null) {
      return malformed("The token's header is not a JSON object.");
    }
    if (object.has("crit")) {
      return new TokenRefusal(
          ProblemType.TOKEN_CRITICAL_HEADER, "The token's header demands an extension.");
    }
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!KNOWN.contains(member.getKey())) {
        return malformed("The token's header has a member that no checkout token has.");
      }
      if (!member.getValue().isTextual()) {
        return malformed("The token's header has a member of the wrong type.");
      }
    }
    return new Parsed.Header(
        new TokenHeader(text(object.get("typ")), text(object.get("alg")), text(object.get("kid"))));
  }

  private static String text(@Nullable JsonNode node) {
    return node == null ? "" : node.textValue();
  }

  private static Parsed malformed(String detail) {
    return new TokenRefusal(ProblemType.TOKEN_MALFORMED, detail);
  }
}
