package dev.baton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.bench.LoadGenerator.Result;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many steps a second one core does, as a part of what the framework does when it only parses
 * and returns a body of the same size: the same process, in turn, in one run. The figures of the
 * machine don't matter, their ratio does. Beside requests a second it compares processor time a
 * request, which says the same on an idle machine, and is still right on a busy one.
 */
public final class HttpBench {
  static final Path JAR = Path.of("target", "bench", "quarkus-app", "quarkus-run.jar");
  private static final int CONNECTIONS = 8;
  private static final int RESERVATIONS = 4_000;
  private final ObjectMapper json = new ObjectMapper();
  private final GatewayProcess server;
  private final LoadGenerator load;
  private final Duration round;
  private final int rounds;

  private HttpBench(GatewayProcess server, LoadGenerator load, Duration round, int rounds) {
    this.server = server;
    this.load = load;
    this.round = round;
    this.rounds = rounds;
  }

  /** Arguments: rounds (9 unless given) and seconds a round (3). */
  public static void main(String... args) {
    var rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    var seconds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    var gateway =
        GatewayProcess.builder()
            .jar(JAR)
            .core(0)
            .java("-Xmx512m")
            // The worst case: another instance took the last step, so no token is known here.
            .property("baton.token.cache", "0")
            .property("baton.sandbox.serve", "true");
    try (var redis = LocalRedis.launch();
        var server = gateway.redis(redis).start();
        var load = new LoadGenerator(server.port(), CONNECTIONS)) {
      new HttpBench(server, load, Duration.ofSeconds(seconds), rounds).run();
    }
  }

  private void run() {
    var checkout = checkout(Shop.TEN_SKUS);
    var act = Shop.act(checkout);
    var answer = load.once(act);
    var size = answer.length();
    var echo = Shop.post("/bench/echo", null, answer.toString());
    var leastEcho = Shop.post("/bench/echo/event-loop", null, answer.toString());
    System.out.printf(
        "one core, %d connections, %d rounds of %d s each in turn%n",
        CONNECTIONS, rounds, round.toSeconds());
    System.out.printf(
        "10 lines: token %d B, answer %d B%n%n", checkout.path("token").asText().length(), size);

    var read = Shop.request("GET", "/v1/checkout", Shop.token(checkout), "");
    warm(List.of(act, echo, leastEcho, read));
    System.out.printf(
        "%-44s %-20s %-20s %-14s %s%n",
        "against the echo", "requests/s", "processor time", "us a request", "median ms");
    compare("set-quantity, 10 lines", always(act), always(echo));
    compare("the same, echo on the event loop", always(act), always(leastEcho));
    compare("read, 10 lines", always(read), always(echo));
    reserve();
  }

  private void reserve() {
    var skus = List.of("baton-steel", "mug-blue", "pin-one");
    var tokens = new ArrayDeque<String>();
    skus.forEach(sku ->
        load.once(Shop.request("PUT", "/sandbox/stock/" + sku, null, "{\"onHand\":100000000}")));
    var sample = load.once(Shop.post("/v1/checkout/reservation", Shop.token(checkout(skus)), "{}"));
    var echo = Shop.post("/bench/echo", null, sample.toString());
    warm(List.of(echo));
    Supplier<Supplier<byte @Nullable []>> fresh =
        () -> {
          mint(skus, tokens);
          return () ->
              tokens.isEmpty() ? null : Shop.post("/v1/checkout/reservation", tokens.poll(), "{}");
        };
    load.run(round, fresh.get(), ignored -> {});
    compare("reserve, 3 SKUs, and Redis", fresh, always(echo));
  }

  /** As many new checkouts as a round can use up, made outside of what is measured. */
  private void mint(List<String> skus, Deque<String> tokens) {
    tokens.clear();
    var create = Shop.post("/v1/checkouts", null, Shop.create(skus));
    var left = new int[] {RESERVATIONS};
    load.run(
        Duration.ofMinutes(1),
        () -> left[0]-- > 0 ? create : null,
        answer -> tokens.add(Shop.token(parse(answer))));
  }

  private void compare(
      String name,
      Supplier<Supplier<byte @Nullable []>> measured,
      Supplier<Supplier<byte @Nullable []>> reference) {
    var ours = new ArrayList<Cost>();
    var theirs = new ArrayList<Cost>();
    for (int i = 0; i < rounds; i++) {
      theirs.add(cost(reference.get()));
      ours.add(cost(measured.get()));
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
  }

  private Cost cost(Supplier<byte @Nullable []> requests) {
    var before = server.processorTime();
    var result = load.run(round, requests, ignored -> {});
    var used = server.processorTime().minus(before);
    return new Cost(result, used.toNanos() / 1e3 / result.count());
  }

  /**
   * What a round took.
   *
   * @param micros of processor time of the server, a request
   */
  private record Cost(Result result, double micros) {}

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
  private void warm(List<byte[]> requests) {
    for (int i = 0; i < 4; i++) {
      for (var request : requests) {
        load.run(Duration.ofSeconds(4), () -> request, ignored -> {});
      }
    }
  }

  private JsonNode checkout(List<String> skus) {
    return parse(load.once(Shop.post("/v1/checkouts", null, Shop.create(skus))));
  }

  private static Supplier<Supplier<byte @Nullable []>> always(byte[] request) {
    return () -> () -> request;
  }

  private JsonNode parse(Buffer answer) {
    try {
      return json.readTree(answer.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
