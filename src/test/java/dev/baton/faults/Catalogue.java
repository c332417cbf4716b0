package dev.baton.faults;

import dev.baton.faults.Bench.Count;
import dev.baton.faults.Webhooks.Wrong;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every fault that {@code ./baton faults} knows, in the order in which they happen. */
final class Catalogue {
  /** Of what is done to a worker in other ways than by SIGKILL. */
  private static final int MOST_AT_EACH = 10;

  /** What a fault takes that isn't repeated: to start a gateway, some beats, the audit. */
  private static final double ONE = 25;

  /** What a fault takes for each of the processes that it kills at points, and at random. */
  private static final double DEATH = 11;

  private static final double RANDOM_DEATH = 2.5;

  private Catalogue() {}

  /**
   * One row of the bench.
   *
   * @param seconds what it takes on two cores, by experience
   */
  record Entry(String name, double seconds, Fault fault) {}

  /** Makes a fault happen, while a crowd is shopping. */
  interface Fault {
    Count befall(Bench bench, Crowd crowd) throws IOException, InterruptedException;
  }

  /**
   * All of them.
   *
   * @param each how many checkouts a SIGKILL catches at each fail-point; 0: nothing happens there
   * @param deaths how many processes are killed at random moments
   */
  static List<Entry> all(int each, int deaths) {
    int few = Math.min(each, MOST_AT_EACH);
    var all = new ArrayList<Entry>();
    if (each > 0) {
      all.add(
          new Entry(
              "killed at every fail-point",
              ONE + DEATH * Batch.number(FailPoints.reachable().size() * each),
              (bench, crowd) -> bench.atPoints().kill(crowd, each)));
    }
    if (deaths > 0) {
      all.add(
          new Entry(
              "killed at random moments",
              ONE + RANDOM_DEATH * deaths,
              (bench, crowd) -> bench.killAtRandom(crowd, deaths, 5)));
    }
    if (each > 0) {
      double batches = Batch.number(FailPoints.reachable().size() * few);
      all.add(
          new Entry(
              "FLUSHALL at every fail-point",
              ONE + DEATH * batches,
              (bench, crowd) -> bench.atPoints().flush(crowd, few)));
      all.add(
          new Entry(
              "outlived its lease at every fail-point",
              ONE + (DEATH + Site.LEASE.toSeconds()) * batches,
              (bench, crowd) -> bench.atPoints().outliveLease(crowd, few)));
    }
    Stream.of(redis(), payments(), orders(), clocks(), webhooks()).forEach(all::addAll);
    return List.copyOf(all);
  }

  private static Entry one(String name, Fault fault) {
    return new Entry(name, ONE, fault);
  }

  private static List<Entry> redis() {
    return List.of(
        one("replica promoted, writes lost", (bench, crowd) -> bench.outages().promote(crowd)),
        one("Redis frozen for 10 s", (bench, crowd) -> bench.outages().freeze(crowd)));
  }

  private static List<Entry> payments() {
    return Stream.concat(
            misbehaving("payment provider", "payment"), spoilt("payment provider", "payment"))
        .toList();
  }

  private static List<Entry> orders() {
    var refusing =
        one("order backend refusing", (bench, crowd) -> bench.outages().refuseOrders(crowd));
    return Stream.of(
            Stream.of(refusing),
            misbehaving("order backend", "orders"),
            spoilt("order backend", "orders"))
        .flatMap(all -> all)
        .toList();
  }

  private static Stream<Entry> misbehaving(String who, String port) {
    return Stream.of(
            new String[] {"slow", "slow"},
            new String[] {"gone", "down"},
            new String[] {"does it, answer lost", "timeout"},
            new String[] {"never gets the call", "lost"},
            new String[] {"answers outside its contract", "broken"})
        .map(what ->
            one(
                who + " " + what[0],
                (bench, crowd) -> bench.outages().misbehave(crowd, port, what[1])));
  }

  private static Stream<Entry> spoilt(String who, String port) {
    return Stream.of(Proxy.Fault.values())
        .filter(fault -> fault != Proxy.Fault.NONE)
        .map(fault ->
            one(
                who + " " + fault.words(),
                (bench, crowd) -> bench.outages().spoil(crowd, port, fault)));
  }

  private static List<Entry> clocks() {
    return List.of(
        one("a clock jumps forward", (bench, crowd) -> bench.outages().jump(crowd, 25, 0, 7200, 0)),
        one("a clock jumps back", (bench, crowd) -> bench.outages().jump(crowd, -25, 0, -7200, 0)));
  }

  private static List<Entry> webhooks() {
    return Stream.of(Wrong.values())
        .map(wrong ->
            one(
                "webhooks " + wrong.words(),
                (bench, crowd) -> bench.webhooks().goWrong(crowd, wrong)))
        .toList();
  }
}
