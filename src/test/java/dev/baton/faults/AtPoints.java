package dev.baton.faults;

import dev.baton.faults.Bench.Count;
import dev.baton.faults.Terrain.Spot;
import dev.baton.local.GatewayProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults that befall a worker at a named point. */
final class AtPoints {
  private final Site site;
  private final long seed;
  private final Report report;
  private final SortedMap<String, Integer> caught = new TreeMap<>();
  private @Nullable Terrain terrain;

  /** Where the points were found out, as long as nothing has befallen it. */
  private @Nullable GatewayProcess explored;

  private @Nullable GatewayProcess exploredWithoutBackend;

  AtPoints(Site site, long seed, Report report) {
    this.site = site;
    this.seed = seed;
    this.report = report;
  }

  /** How many checkouts SIGKILL has caught at each point so far. */
  SortedMap<String, Integer> caught() {
    return caught;
  }

  /** The points, found out once. */
  private Terrain terrain() throws IOException {
    var known = terrain;
    if (known == null) {
      var starting = site.soon(site.doomedWithoutBackend());
      var gateway = site.doomed().start();
      var lacking = starting.join();
      known = Terrain.explored(site, gateway.uri(), lacking.uri());
      explored = gateway;
      exploredWithoutBackend = lacking;
      terrain = known;
    }
    return known;
  }

  /** One that asks at the checkpoint: that of the beginning, else a new one. */
  private CompletableFuture<GatewayProcess> doomed() {
    var there = explored;
    explored = null;
    return there == null ? site.soon(site.doomed()) : CompletableFuture.completedFuture(there);
  }

  private CompletableFuture<GatewayProcess> doomedWithoutBackend() {
    var there = exploredWithoutBackend;
    exploredWithoutBackend = null;
    return there == null
        ? site.soon(site.doomedWithoutBackend())
        : CompletableFuture.completedFuture(there);
  }

  private static Deque<Spot> of(List<Spot> plan, boolean lacksBackend) {
    return plan.stream()
        .filter(spot -> spot.journey().lacksBackend() == lacksBackend)
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /** Each point so often; a shopper for whom it went otherwise is replaced by another. */
  Count kill(Crowd crowd, int each) throws IOException {
    var plan = terrain().plan(each, new Random(seed));
    var kills = new Kills(crowd, plan.size());
    kills.at(of(plan, false), this::doomed);
    kills.at(of(plan, true), this::doomedWithoutBackend);
    var count = new Count(kills.deaths, kills.caught, site.redis());
    return kills.caught < plan.size()
        ? count.butWrong("only " + kills.caught + " of " + plan.size() + " could be caught")
        : count;
  }

  /** One gateway after the other, each killed while a batch stands in it. */
  private final class Kills {
    private final Crowd crowd;
    private final int planned;
    private int deaths;
    private int caught;

    Kills(Crowd crowd, int planned) {
      this.crowd = crowd;
      this.planned = planned;
    }

    void at(Deque<Spot> left, Supplier<CompletableFuture<GatewayProcess>> gateway) {
      int most = deaths + 2 * left.size() / Batch.AT_ONCE + 3;
      var next = gateway.get();
      while (!left.isEmpty() && deaths < most) {
        var doomed = next.join();
        next = left.size() > Batch.AT_ONCE ? gateway.get() : next;
        try (var batch = new Batch(site, crowd, doomed, left)) {
          batch.await();
          doomed.kill();
          deaths++;
          caught += batch.caught();
          batch.points().forEach(point -> AtPoints.this.caught.merge(point, 1, Integer::sum));
          left.addAll(batch.missed());
        }
        report.at(caught, planned);
        if (!left.isEmpty() && next.join() == doomed) {
          next = gateway.get();
        }
      }
      var spare = next.join();
      if (spare.isAlive()) {
        spare.close();
      }
    }
  }

  Count flush(Crowd crowd, int each) throws IOException {
    Deque<Spot> left = of(terrain().plan(each, new Random(seed + 1)), false);
    int planned = left.size();
    int flushes = 0;
    int befell = 0;
    site.books().misbehave("webhook", null);
    try (var gateway = doomed().join()) {
      while (!left.isEmpty()) {
        // The events come only afterwards: else they were faster than the browser.
        site.toWebhook().spoil(Proxy.Fault.RESET_BEFORE, 100, 0);
        try (var batch = new Batch(site, crowd, gateway, left)) {
          batch.await();
          site.redis().command("FLUSHALL");
          flushes++;
          befell += batch.caught();
        }
        report.at(planned - left.size(), planned);
        site.toWebhook().spoil(Proxy.Fault.NONE, 0, 0);
      }
      crowd.leave();
    }
    return new Count(flushes, befell, site.redis());
  }

  Count outliveLease(Crowd crowd, int each) throws IOException {
    Deque<Spot> left = of(terrain().plan(each, new Random(seed + 2)), false);
    int planned = left.size();
    int times = 0;
    int befell = 0;
    try (var gateway = doomed().join()) {
      while (!left.isEmpty()) {
        try (var batch = new Batch(site, crowd, gateway, left)) {
          batch.await();
          times++;
          befell += batch.caught();
          Crowd.pause(Site.LEASE.plus(Duration.ofSeconds(1)));
        }
        report.at(planned - left.size(), planned);
      }
      crowd.leave();
    }
    return new Count(times, befell, site.redis());
  }
}
