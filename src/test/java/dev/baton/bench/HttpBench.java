package dev.baton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.bench.Rounds.Requests;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How many steps a second one core does, as a part of what the framework does when it only parses
 * and returns a body of the same size: the same process, in turn, in one run. The figures of the
 * machine don't matter, their ratio does. Beside requests a second it compares processor time a
 * request, which says the same on an idle machine, and is still right on a busy one.
 */
public final class HttpBench {
  /** The package with the echo, or what {@code -Dbaton.bench.gateway} names, native or not. */
  static final Path JAR =
      Path.of(
          System.getProperty(
              "baton.bench.gateway",
              Path.of("target", "bench", "quarkus-app", "quarkus-run.jar").toString()));

  private static final int CONNECTIONS = 8;
  private static final int RESERVATIONS = 4_000;
  private final ObjectMapper json = new ObjectMapper();
  private final int port;
  private final LoadGenerator load;
  private final Duration round;
  private final Rounds rounds;
  private final Reservations reservations;

  private HttpBench(GatewayProcess server, LoadGenerator load, Duration round, int rounds) {
    this.port = server.port();
    this.load = load;
    this.round = round;
    this.rounds = new Rounds(server, load, round, rounds);
    this.reservations = new Reservations(load);
  }

  /** What is measured at one gateway. */
  private interface Part {
    void run(HttpBench bench);
  }

  /** Arguments: rounds (9 unless given) and seconds a round (3). */
  public static void main(String... args) {
    var rounds = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    var seconds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    System.out.printf(
        "one core, %d connections, %d rounds of %d s each in turn%n", CONNECTIONS, rounds, seconds);
    try (var redis = LocalRedis.launch()) {
      // The worst case: another instance took the last step, so no token is known here.
      at(redis, gateway().property("baton.token.cache", "0"), rounds, seconds, HttpBench::strange);
      at(redis, gateway(), rounds, seconds, HttpBench::remembered);
      try (var sandbox = gateway().redis(redis).start();
          var provider = new SlowProvider(sandbox.port())) {
        var asking =
            gateway()
                .property("baton.pricing.type", "http")
                .property("baton.pricing.url", provider.url());
        at(redis, asking, rounds, seconds, bench -> bench.slow(provider));
      }
    }
  }

  private static GatewayProcess.Builder gateway() {
    return GatewayProcess.builder()
        .jar(JAR)
        .core(0)
        .java("-Xmx512m")
        .property("baton.sandbox.serve", "true");
  }

  private static void at(
      LocalRedis redis, GatewayProcess.Builder gateway, int rounds, int seconds, Part part) {
    try (var server = gateway.redis(redis).start();
        var load = new LoadGenerator(server.port(), CONNECTIONS)) {
      part.run(new HttpBench(server, load, Duration.ofSeconds(seconds), rounds));
    }
  }

  private void strange() {
    var checkout = checkout(Shop.create(Shop.TEN_SKUS));
    var act = Shop.act(checkout);
    var answer = load.once(act);
    var echo = Shop.post("/bench/echo", null, answer.toString());
    var leastEcho = Shop.post("/bench/echo/event-loop", null, answer.toString());
    System.out.printf(
        "10 lines: token %d B, answer %d B%n%n", Shop.token(checkout).length(), answer.length());

    var read = Shop.request("GET", "/v1/checkout", Shop.token(checkout), "");
    rounds.warm(List.of(act, echo, leastEcho, read));
    Rounds.head();
    var first =
        rounds.compare(
            "set-quantity, 10 lines, to the echo", Requests.always(act), Requests.always(echo));
    rounds.compare(
        "the same, echo on the event loop", Requests.always(act), Requests.always(leastEcho));
    rounds.compare("read, 10 lines, to the echo", Requests.always(read), Requests.always(echo));
    reserve();
    lines(act);
    var last = rounds.compare("the first once more", Requests.always(act), Requests.always(echo));
    System.out.printf(
        "%.2f of the first one's processor time, %d checkouts and up to as many reservations later%n",
        last / first, reservations.made());
  }

  private void remembered() {
    var act = Shop.act(checkout(Shop.create(Shop.TEN_SKUS)));
    var echo = Shop.post("/bench/echo", null, load.once(act).toString());
    rounds.warm(List.of(act, echo));
    rounds.compare("set-quantity, its token known", Requests.always(act), Requests.always(echo));
  }

  private void lines(byte[] ten) {
    var fifty = Shop.act(parse(load.once(Shop.deliver(checkout(Shop.lines(50))))));
    var hundred = Shop.act(parse(load.once(Shop.deliver(checkout(Shop.lines(100))))));
    rounds.warm(List.of(fifty, hundred));
    rounds.compare("50 lines, to 10", Requests.always(fifty), Requests.always(ten));
    rounds.compare("100 lines, to 10", Requests.always(hundred), Requests.always(ten));
  }

  private void slow(SlowProvider provider) {
    var act = Shop.act(checkout(Shop.lines(1)));
    var before = provider.answered();
    load.once(act);
    if (provider.answered() != before + 1) {
      throw new IllegalStateException("a step doesn't ask once");
    }
    rounds.warm(List.of(act));
    provider.slowDown();
    provider.compare(port, act, round);
  }

  /** Each round's checkouts are made outside of what is measured. */
  private void reserve() {
    reservations.mint(1);
    var sample = load.once(Objects.requireNonNull(reservations.next()));
    var echo = Shop.post("/bench/echo", null, sample.toString());
    rounds.warm(List.of(echo));
    Requests fresh =
        () -> {
          reservations.mint(RESERVATIONS);
          return reservations::next;
        };
    load.run(round, fresh.fresh(), ignored -> {});
    rounds.compare("reserve, 3 SKUs, and Redis, to the echo", fresh, Requests.always(echo));
  }

  private JsonNode checkout(String create) {
    return parse(load.once(Shop.post("/v1/checkouts", null, create)));
  }

  private JsonNode parse(Buffer answer) {
    try {
      return json.readTree(answer.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
