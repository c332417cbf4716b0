package dev.baton.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./baton faults} runs: every fault there is, each followed by an audit; ends with a
 * table, and with status 1 if anything was wrong.
 */
public final class Faults {
  private Faults() {}

  /**
   * Arguments: how many checkouts to catch at each fail-point (100), how many processes to kill at
   * random moments (100), a seed, and words that choose among the faults by their names.
   */
  public static void main(String... args) throws IOException, InterruptedException {
    int each = number(args, 0, 100);
    int random = number(args, 1, 100);
    long seed = args.length > 2 ? Long.parseLong(args[2]) : ThreadLocalRandom.current().nextInt();
    var chosen = List.of(args).subList(Math.min(3, args.length), args.length);
    System.out.printf(
        "%d checkouts at each fail-point, %d random kills, seed %d%n", each, random, seed);
    List<Row> rows = new ArrayList<>();
    try (var site = new Site()) {
      var bench =
          new Bench(
              site,
              seed,
              row -> {
                rows.add(row);
                System.out.println(row);
                row.violations().forEach(one -> System.out.println("    " + one));
              });
      bench.all(each, random, chosen);
      print(rows, bench.caughtAtEach());
    }
    long wrong = rows.stream().filter(row -> !row.violations().isEmpty()).count();
    if (wrong > 0) {
      System.out.printf(
          "%nTo run it again: ./baton faults %d %d %d. The gateways' logs are in"
              + " target/gateway-logs.%n",
          each, random, seed);
    }
    System.exit(wrong == 0 ? 0 : 1);
  }

  private static int number(String[] args, int at, int usual) {
    return args.length > at ? Integer.parseInt(args[at]) : usual;
  }

  private static void print(List<Row> rows, @Nullable String caught) {
    System.out.println();
    System.out.println("| fault | times | checkouts caught | shoppers | orders | violations | s |");
    System.out.println("|---|---|---|---|---|---|---|");
    rows.forEach(row -> System.out.println(row));
    if (caught != null) {
      System.out.println();
      System.out.println("Checkouts caught at each fail-point: " + caught);
    }
  }

  /**
   * What one fault came to.
   *
   * @param times processes killed, or how often it happened
   * @param caught checkouts that stood at their points, or whose call was cut off or found
   *     something down
   */
  record Row(
      String fault,
      int times,
      int caught,
      int shoppers,
      int orders,
      List<String> violations,
      long seconds) {
    @Override
    public String toString() {
      return "| %s | %d | %d | %d | %d | %d | %d |"
          .formatted(fault, times, caught, shoppers, orders, violations.size(), seconds);
    }
  }
}
