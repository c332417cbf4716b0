package dev.baton.local;

import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the gateway takes from its process' first instruction to its first answer, as a plain
 * jar and with an AOT cache in turn, in one run.
 */
public final class Startup {
  private static final int ROUNDS = 7;
  private static final int SHOPPERS = 5000;

  private Startup() {}

  private record Times(List<Double> wall, List<Double> processor) {
    Times() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  /**
   * Arguments: the plain jar, the jar that is packaged for a cache, and rounds (7); or only a
   * native executable.
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 1) {
      alone(Path.of(arguments[0]));
      return;
    }
    Path plain = Path.of(arguments[0]);
    Path cacheable = Path.of(arguments[1]);
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
    try (var redis = LocalRedis.launch()) {
      System.out.println("Making the cache by a training run, of a thousand shoppers ...");
      Path cache = AotCache.make(redis, cacheable);
      var without = new Times();
      var with = new Times();
      for (int round = 0; round < rounds; round++) {
        System.out.printf("Starting plain and with the cache, %d of %d ...%n", round + 1, rounds);
        start(redis, plain, List.of(), without);
        start(redis, cacheable, List.of("-XX:AOTCache=" + cache), with);
      }
      print("plain jar", without);
      print("with an AOT cache", with);
      System.out.printf(
          "ratio: %.2f of the time, %.2f of the processor time (cache: %d MB)%n",
          median(with.wall) / median(without.wall),
          median(with.processor) / median(without.processor),
          Files.size(cache) >> 20);
    }
  }

  /** Its start, to a millisecond or two, and what it holds after a load. */
  private static void alone(Path executable) throws Exception {
    try (var redis = LocalRedis.launch();
        var http = HttpClient.newHttpClient()) {
      var times = new Times();
      System.out.printf("Starting it %d times ...%n", ROUNDS);
      for (int round = 0; round < ROUNDS; round++) {
        long began = System.nanoTime();
        try (var gateway = AotCache.gateway(redis, executable, List.of()).spawn()) {
          answers(http, gateway);
          times.wall.add((System.nanoTime() - began) / 1e6);
          times.processor.add((double) gateway.processorTime().toMillis());
        }
      }
      print("native", times);
      System.out.printf("Loading it with %d shoppers ...%n", SHOPPERS);
      try (var gateway = AotCache.gateway(redis, executable, List.of()).start()) {
        Training.run(gateway.uri(), SHOPPERS);
        System.out.printf("after %d shoppers it holds %d MiB%n", SHOPPERS, gateway.resident());
      }
    }
  }

  /** Waits for the first answer; whoever waits for readiness looks less often. */
  private static void answers(HttpClient http, GatewayProcess gateway) {
    var keys = HttpRequest.newBuilder(gateway.uri().resolve("/.well-known/jwks.json")).build();
    await("the first answer")
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> http.send(keys, BodyHandlers.discarding()).statusCode() == 200);
  }

  private static void start(LocalRedis redis, Path jar, List<String> options, Times times) {
    long began = System.nanoTime();
    try (var gateway = AotCache.gateway(redis, jar, options).start()) {
      times.wall.add((System.nanoTime() - began) / 1e6);
      times.processor.add((double) gateway.processorTime().toMillis());
    }
  }

  private static void print(String what, Times times) {
    System.out.printf(
        "%-18s %5.0f ms (%.0f to %.0f), processor time %.0f ms%n",
        what,
        median(times.wall),
        times.wall.stream().mapToDouble(t -> t).min().orElseThrow(),
        times.wall.stream().mapToDouble(t -> t).max().orElseThrow(),
        median(times.processor));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
