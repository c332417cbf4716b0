package dev.baton.checkout;

import java.util.LinkedHashMap;
import java.util.List;
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
  /** The member that says which actions or operations mend it. */
  public static final String FIX = "fix";

  public Refusal {
    extra = Map.copyOf(extra);
  }

  public static Refusal of(ProblemType type, String detail) {
    return new Refusal(type, null, detail, Map.of());
  }

  public static Refusal at(ProblemType type, String pointer, String detail) {
    return new Refusal(type, pointer, detail, Map.of());
  }

  /** This, mended by other actions or operations than its type usually is. */
  public Refusal mendedBy(List<String> fix) {
    Map<String, Object> more = new LinkedHashMap<>(extra);
    more.put(FIX, List.copyOf(fix));
    return new Refusal(type, pointer, detail, more);
  }

  /** This, with the place that is to blame. */
  public Refusal at(String place) {
    return new Refusal(type, place, detail, extra);
  }
}
