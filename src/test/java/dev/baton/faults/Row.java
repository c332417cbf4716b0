package dev.baton.faults;

import java.util.List;

/**
 * What one fault came to.
 *
 * @param times processes killed, or how often it was made to happen
 * @param calls that it befell: at their points, cut off, spoilt, or refused because of it
 * @param violations what the audit found
 */
record Row(
    String fault,
    int times,
    int calls,
    int shoppers,
    int orders,
    List<String> violations,
    long seconds) {
  /** What a line begins with that tells more of a violation. */
  static final String EXPLAINS = "  ";

  static final String HEADER =
      """
      | fault | times | calls befallen | shoppers | orders | violations | s |
      |---|---|---|---|---|---|---|\
      """;

  /** Without the lines that explain them. */
  long count() {
    return violations.stream().filter(one -> !one.startsWith(EXPLAINS)).count();
  }

  @Override
  public String toString() {
    return "| %s | %d | %,d | %,d | %,d | %d | %d |"
        .formatted(fault, times, calls, shoppers, orders, count(), seconds);
  }
}
