package dev.baton.faults;

import dev.baton.faults.Catalogue.Entry;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Prints each row as it comes, and says how far the bench is and how long it will still take. */
final class Terminal implements Report {
  private static final double BETWEEN_NOTES = 30;

  private final PrintStream table;
  private final PrintStream notes;

  /** What is still to come, with the seconds that it takes by experience. */
  private final Map<String, Double> ahead = new LinkedHashMap<>();

  private final List<Row> rows = new ArrayList<>();
  private final long began = System.nanoTime();
  private String now = "";
  private double foreseen;
  private long nowBegan = began;
  private long noted = began;
  private double foreseenOfPast;
  private double tookOfPast;

  Terminal(PrintStream table, PrintStream notes, List<Entry> entries) {
    this.table = table;
    this.notes = notes;
    entries.forEach(entry -> ahead.put(entry.name(), entry.seconds()));
  }

  /** Before the first fault. */
  void begin(Arguments arguments) {
    notes.printf(
        "%d faults, %d checkouts at each fail-point, %d random kills, seed %d: about %s%n%n",
        ahead.size(),
        arguments.each(),
        arguments.deaths(),
        arguments.seed(),
        inWords(ahead.values().stream().mapToDouble(each -> each).sum()));
    table.println(Row.HEADER);
  }

  @Override
  public void begins(String fault) {
    now = fault;
    nowBegan = System.nanoTime();
    noted = nowBegan;
    foreseen = ahead.getOrDefault(fault, 0.0);
    ahead.remove(fault);
  }

  @Override
  public void at(int done, int of) {
    if (seconds(noted) < BETWEEN_NOTES || done == 0) {
      return;
    }
    noted = System.nanoTime();
    double still = seconds(nowBegan) * (of - done) / done;
    notes.printf(
        "  %s: %d of %d after %s; all will take about %s more%n",
        now, done, of, inWords(seconds(nowBegan)), inWords(still + later()));
  }

  /** What is ahead takes as much longer than foreseen as what is past has taken. */
  private double later() {
    double pace = foreseenOfPast > 0 ? tookOfPast / foreseenOfPast : 1;
    return pace * ahead.values().stream().mapToDouble(each -> each).sum();
  }

  @Override
  public void ended(Row row) {
    foreseenOfPast += foreseen;
    tookOfPast += seconds(nowBegan);
    rows.add(row);
    table.println(row);
    row.violations().forEach(one -> notes.println("    " + one));
    if (!ahead.isEmpty()) {
      notes.printf(
          "  %d of %d done in %s; about %s more%n",
          rows.size(), rows.size() + ahead.size(), inWords(seconds(began)), inWords(later()));
    }
  }

  /** After the last one; how many checkouts SIGKILL has caught at each point. */
  void end(Arguments arguments, SortedMap<String, Integer> caughtAt) {
    if (!caughtAt.isEmpty()) {
      var least = caughtAt.values().stream().mapToInt(each -> each).min().orElse(0);
      table.printf("%nCheckouts that SIGKILL caught, at least %d at each point:%n", least);
      caughtAt.forEach((point, caught) -> table.printf("%6d %s%n", caught, point));
    }
    int calls = rows.stream().mapToInt(Row::calls).sum();
    int orders = rows.stream().mapToInt(Row::orders).sum();
    table.printf(
        "%n%d faults befell %,d calls in %s; %,d orders were made. ",
        rows.size(), calls, inWords(seconds(began)), orders);
    long wrong = violations();
    if (wrong == 0) {
      table.println("Nothing was sold twice, charged twice or lost.");
    } else {
      table.printf(
          "%d VIOLATIONS.%nTo run it again: ./baton faults %s. The gateways' logs are in"
              + " target/gateway-logs.%n",
          wrong, arguments);
    }
  }

  long violations() {
    return rows.stream().mapToLong(Row::count).sum();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** To the minute, unless it is short. */
  static String inWords(double seconds) {
    if (seconds < 100) {
      return Math.round(seconds) + " s";
    }
    var time = Duration.ofMinutes(Math.round(seconds / 60));
    return time.toHours() == 0
        ? time.toMinutes() + " min"
        : time.toHours() + " h " + time.toMinutesPart() + " min";
  }
}
