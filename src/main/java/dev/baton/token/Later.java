package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Checkout;
import java.util.Map;

/**
 * What a later format has in a token and this instance doesn't know.
 *
 * @param claims beside the known ones
 * @param state in {@code chk}
 * @param personal in the compartment
 */
record Later(Map<String, JsonNode> claims, Carried state, Carried personal) {
  /** Nothing, as a rule. */
  static final Later NONE = new Later(Map.of(), Carried.NONE, Carried.NONE);

  /** What of this the next token has, when its checkout has become another. */
  Later next(Checkout before, Checkout now) {
    if (equals(NONE)) {
      return this;
    }
    return new Later(
        claims,
        state.in(now),
        PersonalFormat.kept(personal, before.contents().personal(), now.contents().personal()));
  }

  /** This, with what belongs to lines that came over from another token. */
  Later withLinesOf(Later other) {
    return new Later(claims, state.withLinesOf(other.state), personal);
  }

  @Override
  public String toString() {
    return "Later[redacted]";
  }
}
