package dev.baton.checkout;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a call was refused; nothing has changed.
 *
 * @param pointer RFC 6901, into the request's body; null when no place in it is to blame
 * @param detail one sentence for people, nothing personal
 * @param extra further members of the problem document
 */
public record Refusal(
    ProblemType type, @Nullable String pointer, String detail, Map<String, Object> extra) {
  public Refusal {
    extra = Map.copyOf(extra);
  }

  public static Refusal of(ProblemType type, String detail) {
    return new Refusal(type, null, detail, Map.of());
  }

  public static Refusal at(ProblemType type, String pointer, String detail) {
    return new Refusal(type, pointer, detail, Map.of());
  }
}
