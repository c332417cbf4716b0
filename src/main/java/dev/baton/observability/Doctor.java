package dev.baton.observability;

import dev.baton.observability.Finding.Level;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code doctor}: the checks of the start, told in full to an operator, with nothing started; ends
 * with 0, or with 1 when there is a problem.
 */
public final class Doctor {
  static final String SETTING = "baton.doctor";

  private static final String ROW = "%-8s %-12s %s";

  private Doctor() {}

  /** What makes a start a look: no task of a gateway is begun, and only errors are logged. */
  public static Map<String, String> settings() {
    return Map.of(
        SETTING,
        "true",
        "baton.reconciler.enabled",
        "false",
        "quarkus.scheduler.start-mode",
        "halted",
        "quarkus.otel.sdk.disabled",
        "true",
        "quarkus.log.console.level",
        "ERROR",
        "quarkus.log.console.json.enabled",
        "false");
  }

  static void print(List<Finding> findings, PrintStream out) {
    findings.stream()
        .sorted(Comparator.comparing(Finding::about))
        .map(finding ->
            ROW.formatted(
                finding.level().name().toLowerCase(Locale.ROOT), finding.about(), finding.says()))
        .forEach(out::println);
    out.printf(
        "%d problems, %d warnings%n",
        count(findings, Level.PROBLEM), count(findings, Level.WARNING));
    out.flush();
  }

  static int status(List<Finding> findings) {
    return count(findings, Level.PROBLEM) == 0 ? 0 : 1;
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }
}
