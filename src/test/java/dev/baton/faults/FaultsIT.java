package dev.baton.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.faults.Faults.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./baton faults} in small: everything once. */
class FaultsIT {
  /** Who has ended keeps no lease. */
  private static final List<String> NEVER =
      List.of(
          "before-save-completed",
          "after-save-completed",
          "before-save-cancelled",
          "after-save-cancelled");

  private static final List<Row> ROWS = new ArrayList<>();
  private static Site site;
  private static Bench bench;

  @BeforeAll
  static void open() {
    site = new Site();
    bench = new Bench(site, ThreadLocalRandom.current().nextInt(), ROWS::add);
  }

  @AfterAll
  static void close() {
    site.close();
    ROWS.forEach(System.out::println);
  }

  @Test
  void killedAtEveryFailPointAndAtRandomMoments() throws IOException, InterruptedException {
    var row =
        bench.run(
            "killed at every fail-point, and ten times at random",
            crowd -> {
              var points = bench.killAtPoints(crowd, 1);
              var random = bench.killAtRandom(crowd, 10);
              return new Bench.Count(
                  points.times() + random.times(),
                  points.caught() + random.caught(),
                  random.redis());
            });
    assertEquals(List.of(), row.violations());
    assertTrue(row.orders() > 0, row::toString);
    var missed = new TreeSet<>(FailPoints.all());
    missed.removeAll(bench.caughtAt().keySet());
    NEVER.forEach(missed::remove);
    assertEquals(List.of(), List.copyOf(missed), "no journey comes to these points");
  }
}
