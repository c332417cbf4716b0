package dev.baton.load;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What {@code ./baton load} runs: one served sandbox with its books, one Redis, some gateways, and
 * k6 with a scenario of {@code loadtest/} against them. While it runs, this takes Redis away or
 * replaces the gateways, where the scenario is about that.
 */
public final class Load implements AutoCloseable {
  private static final Duration BEFORE = Duration.ofSeconds(10);
  private static final Duration OUTAGE = Duration.ofSeconds(8);

  private final LocalRedis redis = LocalRedis.launch();
  private final GatewayProcess sandbox =
      GatewayProcess.builder()
          // Ten minutes' orders are read from its books all at once.
          .java("-Xmx2g", "-XX:+UseSerialGC")
          .redis(redis)
          .property("baton.sandbox.serve", "true")
          .start();
  private final List<GatewayProcess> gateways = new ArrayList<>();

  private Load(int instances) {
    for (int i = 0; i < instances; i++) {
      gateways.add(gateway().start());
    }
  }

  /**
   * Arguments: the scenarios with commas between, how many gateways (2), then whatever k6 should be
   * given. The environment's {@code WARM_UP} is how long browsing and buying go on before the first
   * is measured, as k6 writes durations (60s): until a JVM has compiled what is hot it is several
   * times slower, the more so the more of them share a processor.
   */
  public static void main(String... args) throws IOException, InterruptedException {
    var scenarios = List.of(args[0].split(","));
    var instances = args.length > 1 ? Integer.parseInt(args[1]) : 2;
    var further = List.of(args).subList(Math.min(2, args.length), args.length);
    int status = 0;
    try (var load = new Load(instances)) {
      load.warmUp();
      for (var scenario : scenarios) {
        status = Math.max(status, load.run(scenario, further));
      }
    }
    System.exit(status);
  }

  private void warmUp() throws IOException, InterruptedException {
    var chosen = System.getenv("WARM_UP");
    var duration = chosen == null || chosen.isBlank() ? "60s" : chosen.strip();
    if (duration.matches("0+[a-z]*")) {
      return;
    }
    System.out.printf("Warming up for %s (WARM_UP=0 leaves that out) ...%n", duration);
    var command =
        k6(
            "soak",
            List.of("--no-thresholds", "--summary-mode=disabled", "-e", "DURATION=" + duration));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("the warming up failed");
    }
  }

  private GatewayProcess.Builder gateway() {
    return GatewayProcess.builder()
        .java("-Xmx256m", "-XX:+UseSerialGC")
        .redis(redis)
        .property("baton.provider.type", "http")
        .property("baton.provider.url", sandbox.uri() + "/sandbox/providers")
        .property("baton.token.generated-keys", "target/load-keys");
  }

  private int run(String scenario, List<String> further) throws IOException, InterruptedException {
    System.out.printf(
        "%s, %d gateway(s) behind one served sandbox; the gateways hold %s%n",
        scenario, gateways.size(), memory());
    var k6 = new ProcessBuilder(k6(scenario, further)).inheritIO().start();
    switch (scenario) {
      case "redis-outage" -> takeRedisAway(k6);
      case "rolling-restart" -> replaceOneByOne(k6);
      case "soak" -> watch(k6);
      default -> {}
    }
    var status = k6.waitFor();
    System.out.println("the gateways hold " + memory());
    return status;
  }

  private List<String> k6(String scenario, List<String> further) {
    var command = new ArrayList<>(List.of(k6(), "run", "--quiet"));
    // What the scenario says, and not a line for each connection that breaks.
    command.addAll(List.of("--console-output", "/dev/stdout", "--log-output", "none"));
    command.addAll(List.of("-e", "BOOKS=" + sandbox.uri(), "-e", "BATON=" + addresses()));
    command.addAll(further);
    command.add("loadtest/" + scenario + ".js");
    return command;
  }

  private String addresses() {
    return gateways.stream()
        .map(gateway -> gateway.uri().toString())
        .collect(Collectors.joining(","));
  }

  private void takeRedisAway(Process k6) throws InterruptedException {
    if (!ends(k6, BEFORE)) {
      redis.stop();
      System.out.println("Redis is gone");
      ends(k6, OUTAGE);
      redis.start();
      System.out.println("Redis is back, empty");
    }
  }

  private void replaceOneByOne(Process k6) throws InterruptedException {
    for (int i = 0; i < gateways.size() && !ends(k6, BEFORE); i++) {
      var old = gateways.get(i);
      old.close();
      gateways.set(i, gateway().ports(old.port(), old.managementUri().getPort()).start());
      System.out.printf("instance %d was replaced%n", i + 1);
    }
  }

  /** Whether memory stays flat shows only over time. */
  private void watch(Process k6) throws IOException, InterruptedException {
    for (int minutes = 1; !ends(k6, Duration.ofMinutes(1)); minutes++) {
      System.out.printf("after %d min the gateways hold %s%n", minutes, memory());
    }
  }

  private static boolean ends(Process process, Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Resident memory. */
  private String memory() throws IOException {
    var parts = new ArrayList<String>();
    for (var gateway : gateways) {
      if (gateway.isAlive()) {
        parts.add(gateway.resident() + " MiB");
      }
    }
    return String.join(" and ", parts);
  }

  private static String k6() {
    var chosen = System.getenv("K6");
    return chosen == null || chosen.isBlank() ? "k6" : chosen;
  }

  @Override
  public void close() {
    gateways.forEach(GatewayProcess::close);
    sandbox.close();
    redis.close();
  }
}
