package dev.baton.faults;

import dev.baton.faults.Bench.Count;
import dev.baton.faults.Bench.Fault;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults of what a gateway leans on: Redis, the providers, the clock, the webhook. */
final class Outages {
  private static final int SHOPPERS = 8;

  private final Site site;
  private final Duration beat;

  /**
   * Outages.
   *
   * @param beat how long things go on as they are: 2 s, or less in a test
   */
  Outages(Site site, Duration beat) {
    this.site = site;
    this.beat = beat;
  }

  private void beats(int number) {
    Crowd.pause(beat.multipliedBy(number));
  }

  /** Takes a fault and its name. */
  interface Runner {
    void run(String name, Fault fault) throws IOException, InterruptedException;
  }

  void all(Runner runner) throws IOException, InterruptedException {
    runner.run("replica promoted, writes lost", this::promote);
    runner.run("Redis paused for 10 s", this::pause);
    for (var effect : List.of("slow", "down", "timeout", "lost", "broken")) {
      runner.run("payment provider " + effect, crowd -> misbehave(crowd, "payment", effect));
      runner.run("order backend " + effect, crowd -> misbehave(crowd, "orders", effect));
    }
    runner.run("providers reset before", crowd -> spoil(crowd, Proxy.Fault.RESET_BEFORE));
    runner.run("providers reset after", crowd -> spoil(crowd, Proxy.Fault.RESET_AFTER));
    runner.run("providers answer twice", crowd -> spoil(crowd, Proxy.Fault.TWICE));
    runner.run("providers answer too late", crowd -> spoil(crowd, Proxy.Fault.LATE));
    runner.run("clocks jump", this::jump);
    runner.run("webhooks go wrong", crowd -> new Webhooks(site).goWrong(crowd, beat));
  }

  /** Replication is cut, some seconds of writes are acknowledged by the primary only; it dies. */
  Count promote(Crowd crowd) throws IOException {
    var primary = site.redis();
    site.books().misbehave("webhook", null);
    var replica = LocalRedis.launch("--replicaof", "127.0.0.1", Integer.toString(primary.port()));
    site.closeLater(replica);
    crowd.shop(SHOPPERS, site.survivor()::uri);
    beats(2);
    primary.command("WAIT 1 5000");
    replica.command("REPLICAOF NO ONE");
    beats(2);
    primary.stop();
    site.toRedis().lead(replica.port());
    beats(2);
    crowd.leave();
    return new Count(1, crowd.disturbed(), replica);
  }

  Count pause(Crowd crowd) {
    crowd.shop(SHOPPERS, site.survivor()::uri);
    beats(1);
    site.redis().pause();
    beats(5);
    site.redis().resume();
    beats(2);
    crowd.leave();
    return new Count(1, crowd.disturbed(), site.redis());
  }

  Count misbehave(Crowd crowd, String port, String effect) throws IOException {
    crowd.shop(SHOPPERS, site.survivor()::uri);
    beats(1);
    site.books().misbehave(port, effect);
    beats(2);
    site.books().misbehave(port, null);
    beats(1);
    crowd.leave();
    return new Count(1, crowd.disturbed(), site.redis());
  }

  /** One answer in five goes wrong, of a gateway that gives up after a second. */
  Count spoil(Crowd crowd, Proxy.Fault fault) throws IOException {
    try (var gateway =
        site.gateway()
            .property("baton.payment.timeout", "PT1S")
            .property("baton.orders.timeout", "PT1S")
            .start()) {
      crowd.shop(SHOPPERS, gateway::uri);
      beats(1);
      site.toProvider().spoil(fault, 20, 1500);
      beats(3);
      site.toProvider().spoil(Proxy.Fault.NONE, 0, 0);
      beats(1);
      crowd.leave();
    }
    return new Count(1, crowd.disturbed(), site.redis());
  }

  /** Two instances whose clocks disagree with the third's, and with themselves a moment ago. */
  Count jump(Crowd crowd) throws IOException {
    var one = Files.createTempFile("baton-clock", "");
    var two = Files.createTempFile("baton-clock", "");
    int jumps = 0;
    try (var first = clocked(one);
        var second = clocked(two)) {
      var turn = new AtomicInteger();
      List<URI> all = List.of(first.uri(), second.uri(), site.survivor().uri());
      crowd.shop(SHOPPERS, () -> all.get(turn.getAndIncrement() % all.size()));
      for (var seconds : List.of(25, -25, 0, 7200, -7200, 0)) {
        Files.writeString(one, Long.toString(seconds * 1000L));
        Files.writeString(two, Long.toString(seconds * -1000L));
        jumps += 2;
        beats(1);
      }
      crowd.leave();
    } finally {
      Files.deleteIfExists(one);
      Files.deleteIfExists(two);
    }
    return new Count(jumps, crowd.disturbed(), site.redis());
  }

  private GatewayProcess clocked(Path file) {
    return site.gateway().property("baton.fault.clock", file.toString()).start();
  }
}
