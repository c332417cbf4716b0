package dev.baton.checkout;

import java.util.List;
import java.util.Map;

/**
 * What is wrong with a state, and what would mend it.
 *
 * @param pointer RFC 6901, into the checkout as JSON ("/lines/0/quantity")
 * @param detail one sentence for people, nothing personal
 * @param extra further members ("available")
 * @param blocks which of reserve, pay and complete it stands against; none for a notice
 * @param fix actions or operations that mend it
 */
public record Problem(
    ProblemType type,
    String pointer,
    String detail,
    Map<String, Object> extra,
    List<String> blocks,
    List<String> fix) {
  public Problem {
    extra = Map.copyOf(extra);
    blocks = List.copyOf(blocks);
    fix = List.copyOf(fix);
  }
}
