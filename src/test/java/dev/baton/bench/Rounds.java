package dev.baton.bench;

import dev.baton.bench.LoadGenerator.Result;
import dev.baton.local.GatewayProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Measures one kind of request against another at the same process, in turn. */
final class Rounds {
  private final GatewayProcess server;
  private final LoadGenerator load;
  private final Duration round;
  private final int rounds;

  Rounds(GatewayProcess server, LoadGenerator load, Duration round, int rounds) {
    this.server = server;
    this.load = load;
    this.round = round;
    this.rounds = rounds;
  }

  /** A round's requests. */
  interface Requests {
    /** What gives the next one, or null when there are no more. */
    Supplier<byte @Nullable []> fresh();

    /** The same over and over. */
    static Requests always(byte[] request) {
      return () -> () -> request;
    }
  }

  /**
   * What a round took.
   *
   * @param micros of processor time of the server, a request
   */
  private record Cost(Result result, double micros) {}

  static void head() {
    System.out.printf(
        "%-44s %-20s %-20s %-14s %s%n",
        "against the other", "requests/s", "processor time", "us a request", "median ms");
  }

  /**
   * Prints both, and what part of the reference's requests a second are done.
   *
   * @return the median of microseconds of processor time that a measured request takes
   */
  double compare(String name, Requests measured, Requests reference) {
    var ours = new ArrayList<Cost>();
    var theirs = new ArrayList<Cost>();
    for (int i = 0; i < rounds; i++) {
      theirs.add(cost(reference.fresh()));
      ours.add(cost(measured.fresh()));
    }
    System.out.printf(
        "%-44s %-20s %-20s %3.0f to %-8.0f %.2f to %.2f%n",
        name,
        ratios(ours, theirs, cost -> cost.result().perSecond()),
        ratios(theirs, ours, Cost::micros),
        median(ours, Cost::micros),
        median(theirs, Cost::micros),
        median(ours, cost -> cost.result().median()),
        median(theirs, cost -> cost.result().median()));
    return median(ours, Cost::micros);
  }

  private Cost cost(Supplier<byte @Nullable []> requests) {
    var before = server.processorTime();
    var result = load.run(round, requests, ignored -> {});
    var used = server.processorTime().minus(before);
    return new Cost(result, used.toNanos() / 1e3 / result.count());
  }

  /** The median of the rounds' ratios, and the least and the greatest. */
  private static String ratios(List<Cost> above, List<Cost> below, ToDoubleFunction<Cost> of) {
    var ratios =
        IntStream.range(0, above.size())
            .mapToDouble(i -> of.applyAsDouble(above.get(i)) / of.applyAsDouble(below.get(i)))
            .sorted()
            .toArray();
    return "%.2f (%.2f-%.2f)"
        .formatted(ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
    return costs.stream().mapToDouble(of).sorted().skip(costs.size() / 2).findFirst().orElseThrow();
  }

  /** Until the compiler of one core has caught up. */
  void warm(List<byte[]> requests) {
    for (int i = 0; i < 4; i++) {
      for (var request : requests) {
        load.run(Duration.ofSeconds(4), () -> request, ignored -> {});
      }
    }
  }
}
