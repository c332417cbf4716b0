package dev.baton.faults;

import dev.baton.faults.Catalogue.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What {@code ./baton faults} is told: up to three numbers, then words.
 *
 * @param each checkouts that are caught at each fail-point
 * @param deaths processes that are killed at random moments
 * @param seed what chance is made of
 * @param words parts of the names of those faults that are wanted; none: all
 */
record Arguments(int each, int deaths, long seed, List<String> words) {
  private static final int USUAL = 100;

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException with a text for whoever typed them
   */
  static Arguments of(String... args) {
    var numbers = new ArrayList<Long>();
    int at = 0;
    while (at < args.length && numbers.size() < 3 && args[at].matches("-?\\d{1,18}")) {
      numbers.add(Long.parseLong(args[at++]));
    }
    var read =
        new Arguments(
            count(numbers, 0),
            count(numbers, 1),
            numbers.size() > 2 ? numbers.get(2) : ThreadLocalRandom.current().nextInt(1_000_000),
            List.of(args).subList(at, args.length));
    var all = Catalogue.all(USUAL, USUAL);
    for (var word : read.words) {
      if (all.stream().noneMatch(entry -> entry.name().contains(word))) {
        throw new IllegalArgumentException(
            "\"" + word + "\" is no number that belongs there, and part of no fault's name.");
      }
    }
    if (read.entries().isEmpty()) {
      throw new IllegalArgumentException("That leaves nothing to do.");
    }
    return read;
  }

  private static int count(List<Long> numbers, int at) {
    if (numbers.size() <= at) {
      return USUAL;
    }
    long number = numbers.get(at);
    if (number < 0 || number > 1_000_000) {
      throw new IllegalArgumentException(number + " is not between 0 and 1,000,000.");
    }
    return (int) number;
  }

  /** Those faults that are wanted. */
  List<Entry> entries() {
    return Catalogue.all(each, deaths).stream()
        .filter(entry ->
            words.isEmpty() || words.stream().anyMatch(word -> entry.name().contains(word)))
        .toList();
  }

  /** What can be typed. */
  static String help() {
    var text =
        new StringBuilder(
            """
            ./baton faults [n [m [seed]]] [words]

            Breaks everything on purpose, and audits the books after each fault.
              n      how many checkouts a SIGKILL catches at each fail-point; 100. FLUSHALL and an outlived
                     lease befall min(n, 10) at each. 0 leaves these faults out
              m      how many processes are killed at random moments; 100. 0 leaves it out
              seed   the same seed makes the same choices, as far as that is in the bench's hands
              words  only faults with one of these in their names: 'clock', 'payment provider slow'
            Progress goes to standard error, the table to standard output. The status is 1 after a violation,
            2 if the words are wrong. The faults:
            """);
    for (var entry : Catalogue.all(USUAL, USUAL)) {
      text.append("  ").append(entry.name()).append('\n');
    }
    return text.toString();
  }

  @Override
  public String toString() {
    var text = new StringBuilder(each + " " + deaths + " " + seed);
    words.forEach(word -> text.append(" '").append(word).append('\''));
    return text.toString();
  }
}
