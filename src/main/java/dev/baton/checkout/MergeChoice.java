package dev.baton.checkout;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whose value a merge takes; in a conflict it keeps the bearer's, and both are told. */
enum MergeChoice {
  MINE,
  THEIRS,
  CONFLICT;

  /**
   * Of three values, each null where there is none.
   *
   * @param based whether the state that both sides come from is known
   */
  static MergeChoice of(
      boolean based, @Nullable Object before, @Nullable Object own, @Nullable Object other) {
    if (Objects.equals(own, other)) {
      return MINE;
    }
    if (!based) {
      return own == null ? THEIRS : other == null ? MINE : CONFLICT;
    }
    if (Objects.equals(own, before)) {
      return THEIRS;
    }
    return Objects.equals(other, before) ? MINE : CONFLICT;
  }
}
