package dev.baton.faults;

import dev.baton.faults.Bench.Count;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The faults of what a gateway leans on: Redis, the providers, the clock. */
final class Outages {
  private static final int SHOPPERS = 8;

  /** A fault goes on until it has befallen so many calls, but not for longer than that. */
  private static final int ENOUGH = 10;

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

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

  /** How often something has happened so far. */
  private interface Counter {
    int count() throws IOException;
  }

  /** At least so many beats. */
  private int untilEnough(int number, Counter befallen) throws IOException {
    long until = System.nanoTime() + LONG_ENOUGH.toNanos();
    beats(number);
    while (befallen.count() < ENOUGH && System.nanoTime() < until) {
      Crowd.pause(Duration.ofMillis(200));
    }
    return befallen.count();
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
    int lost = untilEnough(2, () -> lost(primary, replica));
    primary.stop();
    site.toRedis().lead(replica.port());
    beats(2);
    crowd.leave();
    // Of a payment that was left at the bank in those seconds nobody knows any more, until the
    // provider has news of it.
    site.books().approveAtTheBank();
    return new Count(1, lost, replica);
  }

  /** Checkouts whose record's last write only one of them knows. */
  private static int lost(LocalRedis primary, LocalRedis replica) throws IOException {
    var known = records(replica);
    return (int)
        records(primary).entrySet().stream()
            .filter(record -> !record.getValue().equals(known.get(record.getKey())))
            .count();
  }

  private static Map<String, String> records(LocalRedis redis) throws IOException {
    var bodies = new HashMap<String, String>();
    try (var look = new RedisLook(redis.port())) {
      look.records().forEach(record -> bodies.put(record.checkout(), record.body()));
    }
    return bodies;
  }

  Count freeze(Crowd crowd) {
    crowd.shop(SHOPPERS, site.survivor()::uri);
    beats(1);
    int before = crowd.disturbed();
    site.redis().pause();
    beats(5);
    site.redis().resume();
    int befallen = crowd.disturbed() - before;
    beats(2);
    crowd.leave();
    return new Count(1, befallen, site.redis());
  }

  /**
   * A whole port of the sandbox misbehaves.
   *
   * @param effect one of the sandbox's
   */
  Count misbehave(Crowd crowd, String port, String effect) throws IOException {
    crowd.shop(SHOPPERS, site.survivor()::uri);
    beats(1);
    site.books().misbehave(port, effect);
    int befallen = untilEnough(2, () -> site.books().met(port));
    site.books().misbehave(port, null);
    beats(1);
    crowd.leave();
    return new Count(1, befallen, site.redis());
  }

  /** Shoppers whose order the backend won't have; some come back with another name. */
  Count refuseOrders(Crowd crowd) throws IOException {
    crowd.shop(SHOPPERS, Journey.REFUSED, site.survivor()::uri);
    int befallen = untilEnough(2, crowd::rejected);
    crowd.leave();
    return new Count(1, befallen, site.redis());
  }

  /**
   * One answer in five goes wrong, of a gateway that gives up after a second.
   *
   * @param port payment, orders, or provider for all of them
   */
  Count spoil(Crowd crowd, String port, Proxy.Fault fault) throws IOException {
    int befallen;
    try (var proxy = new Proxy(site.sandboxPort());
        var gateway =
            site.gateway()
                .property("baton." + port + ".url", Site.providers(proxy.port()))
                .property("baton.payment.timeout", "PT1S")
                .property("baton.orders.timeout", "PT1S")
                .start()) {
      crowd.shop(SHOPPERS, gateway::uri);
      beats(1);
      proxy.spoil(fault, 20, 1500);
      befallen = untilEnough(3, proxy::spoilt);
      proxy.spoil(Proxy.Fault.NONE, 0, 0);
      beats(1);
      crowd.leave();
    }
    return new Count(1, befallen, site.redis());
  }

  /**
   * An instance whose clock disagrees with the other's, and with itself a moment ago.
   *
   * @param offsets in seconds, one after the other
   */
  Count jump(Crowd crowd, int... offsets) throws IOException {
    var file = Files.createTempFile("baton-clock", "");
    var befallen = new AtomicInteger();
    var offset = new AtomicInteger();
    try (var wrong = site.gateway().property("baton.fault.clock", file.toString()).start()) {
      var turn = new AtomicInteger();
      List<URI> all = List.of(wrong.uri(), site.survivor().uri());
      crowd.shop(
          SHOPPERS,
          () -> {
            int next = turn.getAndIncrement() % all.size();
            if (next == 0 && offset.get() != 0) {
              befallen.incrementAndGet();
            }
            return all.get(next);
          });
      for (int seconds : offsets) {
        Files.writeString(file, Long.toString(seconds * 1000L));
        offset.set(seconds);
        beats(1);
      }
      crowd.leave();
    } finally {
      Files.deleteIfExists(file);
    }
    return new Count(offsets.length, befallen.get(), site.redis());
  }
}
