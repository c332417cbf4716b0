package dev.baton.token;

import java.util.List;

/** What came of a wish to change a key set. */
sealed interface KeyChange {
  /**
   * The set is another one.
   *
   * @param said what was done and what comes next, for people, a line each
   */
  record Changed(KeySet set, List<String> said) implements KeyChange {
    public Changed {
      said = List.copyOf(said);
    }
  }

  /** It stays as it is. */
  record Refused(String why) implements KeyChange {}
}
