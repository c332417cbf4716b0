package dev.baton.faults;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Makes one fault after the other happen to a crowd of its own, and audits what is left. */
final class Bench {
  private static final Duration REST = Duration.ofSeconds(120);
  static final Map<String, Long> STOCK = Map.of("mug-blue", 1_000_000L);

  private final Site site;
  private final long seed;
  private final Report report;
  private final AtPoints atPoints;

  Bench(Site site, long seed, Report report) {
    this.site = site;
    this.seed = seed;
    this.report = report;
    this.atPoints = new AtPoints(site, seed, report);
  }

  /** One fault, while a crowd is shopping. */
  interface Fault {
    Count befall(Crowd crowd) throws IOException, InterruptedException;
  }

  /**
   * How often it happened.
   *
   * @param times it was made to happen
   * @param calls that it befell
   * @param redis where the records are in the end
   * @param wrong what went otherwise than the bench had it in mind
   */
  record Count(int times, int calls, LocalRedis redis, List<String> wrong) {
    Count(int times, int calls, LocalRedis redis) {
      this(times, calls, redis, calls > 0 ? List.of() : List.of("it befell no call"));
    }

    Count butWrong(String reason) {
      return new Count(times, calls, redis, List.of(reason));
    }
  }

  AtPoints atPoints() {
    return atPoints;
  }

  Outages outages() {
    return new Outages(site, Duration.ofSeconds(2));
  }

  Webhooks webhooks() {
    return new Webhooks(site, Duration.ofSeconds(2));
  }

  Row run(Catalogue.Entry entry) throws IOException, InterruptedException {
    return run(entry.name(), crowd -> entry.fault().befall(this, crowd));
  }

  Row run(String name, Fault fault) throws IOException, InterruptedException {
    long began = System.nanoTime();
    report.begins(name);
    site.reset(STOCK);
    try (var crowd = new Crowd(site.books(), site.survivor().uri(), seed)) {
      var count = fault.befall(crowd);
      crowd.leave();
      var audit = new Audit(site.books(), count.redis(), STOCK, Site.HOLD);
      var violations = new ArrayList<>(audit.violations(crowd.buyers(), REST));
      violations.addAll(crowd.inVain());
      if (!violations.isEmpty()) {
        explain(crowd, violations, count.redis());
      }
      count.wrong().forEach(one -> violations.add("the bench is at fault: " + one));
      int orders = site.books().orders().size();
      long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      var row =
          new Row(
              name,
              count.times(),
              count.calls(),
              crowd.buyers().size(),
              orders,
              violations,
              seconds);
      report.ended(row);
      return row;
    }
  }

  /** The stories of those shoppers whose checkouts a violation names, and what is known of them. */
  private void explain(Crowd crowd, List<String> violations, LocalRedis redis) throws IOException {
    var found = List.copyOf(violations);
    for (var buyer : crowd.buyers()) {
      var id = buyer.checkout();
      if (!id.isEmpty() && found.stream().anyMatch(one -> one.contains(id))) {
        violations.add(Row.EXPLAINS + "what happened: " + buyer.story());
        violations.add(Row.EXPLAINS + "its payments: " + site.books().paymentsOf(id));
        try (var look = new RedisLook(redis.port())) {
          look.records().stream()
              .filter(record -> record.checkout().equals(id))
              .forEach(
                  record -> violations.add(Row.EXPLAINS + "its record: " + record.withoutTokens()));
        }
      }
    }
  }

  /** A process is killed, and the next, while some shop at it and some at one that lives. */
  Count killAtRandom(Crowd crowd, int deaths, int shoppers) throws IOException {
    var target = new AtomicReference<>(site.survivor());
    crowd.shop(shoppers, () -> crowd.below(4) == 0 ? site.survivor().uri() : target.get().uri());
    var next = new ArrayDeque<CompletableFuture<GatewayProcess>>();
    for (int i = 0; i < deaths; i++) {
      while (next.size() < Math.min(2, deaths - i)) {
        next.add(site.soon(site.gateway()));
      }
      var doomed = next.remove().join();
      if (i + 2 < deaths) {
        next.add(site.soon(site.gateway()));
      }
      target.set(doomed);
      Crowd.pause(Duration.ofMillis(500 + crowd.below(1500)));
      doomed.kill();
      target.set(site.survivor());
      report.at(i + 1, deaths);
    }
    crowd.leave();
    return new Count(deaths, crowd.cutOff(), site.redis());
  }
}
