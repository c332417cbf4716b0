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

  Outages(Site site) {
    this.site = site;
  }

  /** Takes a fault and its name. */
  interface Runner {
    void run(String name, Fault fault) throws IOException, InterruptedException;
  }

  void all(Runner runner) throws IOException, InterruptedException {
    runner.run("replica promoted, writes lost", this::promote);
    runner.run("Redis paused for 10 s", crowd -> pause(crowd, Duration.ofSeconds(10)));
    for (var effect : List.of("slow", "down", "timeout", "lost", "broken")) {
      runner.run("payment provider " + effect, crowd -> misbehave(crowd, "payment", effect));
      runner.run("order backend " + effect, crowd -> misbehave(crowd, "orders", effect));
    }
    runner.run("providers reset before", crowd -> spoil(crowd, Proxy.Fault.RESET_BEFORE));
    runner.run("providers reset after", crowd -> spoil(crowd, Proxy.Fault.RESET_AFTER));
    runner.run("providers answer twice", crowd -> spoil(crowd, Proxy.Fault.TWICE));
    runner.run("providers answer too late", crowd -> spoil(crowd, Proxy.Fault.LATE));
    runner.run("clocks jump", this::jump);
    runner.run("webhooks go wrong", crowd -> new Webhooks(site).goWrong(crowd));
  }

  /** Replication is cut, some seconds of writes are acknowledged by the primary only; it dies. */
  Count promote(Crowd crowd) throws IOException {
    var primary = site.redis();
    site.books().misbehave("webhook", null);
    var replica = LocalRedis.launch("--replicaof", "127.0.0.1", Integer.toString(primary.port()));
    site.closeLater(replica);
    crowd.shop(SHOPPERS, site.survivor()::uri);
    Crowd.pause(Duration.ofSeconds(4));
    primary.command("WAIT 1 5000");
    replica.command("REPLICAOF NO ONE");
    Crowd.pause(Duration.ofSeconds(3));
    primary.stop();
    site.toRedis().lead(replica.port());
    Crowd.pause(Duration.ofSeconds(3));
    crowd.leave();
    return new Count(1, crowd.cutOff(), replica);
  }

  Count pause(Crowd crowd, Duration duration) {
    crowd.shop(SHOPPERS, site.survivor()::uri);
    Crowd.pause(Duration.ofSeconds(2));
    site.redis().pause();
    Crowd.pause(duration);
    site.redis().resume();
    Crowd.pause(Duration.ofSeconds(3));
    crowd.leave();
    return new Count(1, crowd.cutOff(), site.redis());
  }

  Count misbehave(Crowd crowd, String port, String effect) throws IOException {
    crowd.shop(SHOPPERS, site.survivor()::uri);
    Crowd.pause(Duration.ofSeconds(1));
    site.books().misbehave(port, effect);
    Crowd.pause(Duration.ofSeconds(4));
    site.books().misbehave(port, null);
    Crowd.pause(Duration.ofSeconds(1));
    crowd.leave();
    return new Count(1, crowd.cutOff(), site.redis());
  }

  /** One answer in five goes wrong, of a gateway that gives up after a second. */
  Count spoil(Crowd crowd, Proxy.Fault fault) throws IOException {
    try (var gateway =
        site.gateway()
            .property("baton.payment.timeout", "PT1S")
            .property("baton.orders.timeout", "PT1S")
            .start()) {
      crowd.shop(SHOPPERS, gateway::uri);
      Crowd.pause(Duration.ofSeconds(1));
      site.toProvider().spoil(fault, 20, 1500);
      Crowd.pause(Duration.ofSeconds(6));
      site.toProvider().spoil(Proxy.Fault.NONE, 0, 0);
      Crowd.pause(Duration.ofSeconds(1));
      crowd.leave();
    }
    return new Count(1, crowd.cutOff(), site.redis());
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
      for (var seconds : List.of(20, -20, 120, -120, 7200, -7200, 0)) {
        Files.writeString(one, Long.toString(seconds * 1000L));
        Files.writeString(two, Long.toString(seconds * -1000L));
        jumps += 2;
        Crowd.pause(Duration.ofSeconds(2));
      }
      crowd.leave();
    } finally {
      Files.deleteIfExists(one);
      Files.deleteIfExists(two);
    }
    return new Count(jumps, crowd.cutOff(), site.redis());
  }

  private GatewayProcess clocked(Path file) {
    return site.gateway().property("baton.fault.clock", file.toString()).start();
  }
}
