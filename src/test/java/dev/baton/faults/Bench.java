package dev.baton.faults;

import dev.baton.faults.Faults.Row;
import dev.baton.faults.Terrain.Spot;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The faults that stop a process, and those that befall a worker at a named point. */
final class Bench {
  /** Checkouts that stand at their points when a process is killed. */
  private static final int AT_ONCE = 24;

  private static final Duration REST = Duration.ofSeconds(120);
  static final Map<String, Long> STOCK = Map.of("mug-blue", 1_000_000L);

  private final Site site;
  private final long seed;
  private final Consumer<Row> report;
  private @Nullable Terrain terrain;
  private final SortedMap<String, Integer> caughtAt = new TreeMap<>();

  Bench(Site site, long seed, Consumer<Row> report) {
    this.site = site;
    this.seed = seed;
    this.report = report;
  }

  /** One fault, while a crowd is shopping. */
  interface Fault {
    Count befall(Crowd crowd) throws IOException, InterruptedException;
  }

  /**
   * How often it happened.
   *
   * @param redis where the records are in the end
   */
  record Count(int times, int caught, LocalRedis redis) {}

  void all(int each, int random, List<String> chosen) throws IOException, InterruptedException {
    run(chosen, "killed at every fail-point", crowd -> killAtPoints(crowd, each));
    run(chosen, "killed at random moments", crowd -> killAtRandom(crowd, random, 12));
    run(chosen, "FLUSHALL at every fail-point", crowd -> flushAtPoints(crowd, Math.min(each, 10)));
    run(
        chosen,
        "outlived its lease at every fail-point",
        crowd -> outliveLease(crowd, Math.min(each, 10)));
    new Outages(site, Duration.ofSeconds(2)).all((name, fault) -> run(chosen, name, fault));
  }

  /** How many checkouts a SIGKILL has caught at each point; null if there was none. */
  @Nullable String caughtAtEach() {
    return caughtAt.isEmpty()
        ? null
        : caughtAt.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }

  SortedMap<String, Integer> caughtAt() {
    return caughtAt;
  }

  void run(List<String> chosen, String name, Fault fault) throws IOException, InterruptedException {
    if (chosen.isEmpty() || chosen.stream().anyMatch(name::contains)) {
      run(name, fault);
    }
  }

  Row run(String name, Fault fault) throws IOException, InterruptedException {
    long began = System.nanoTime();
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
      int orders = site.books().orders().size();
      long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
      var row =
          new Row(
              name,
              count.times(),
              count.caught(),
              crowd.buyers().size(),
              orders,
              violations,
              seconds);
      report.accept(row);
      return row;
    }
  }

  /** The stories of those shoppers whose checkouts a violation names, and what is known of them. */
  private void explain(Crowd crowd, List<String> violations, LocalRedis redis) throws IOException {
    var found = List.copyOf(violations);
    for (var buyer : crowd.buyers()) {
      var id = buyer.checkout();
      if (!id.isEmpty() && found.stream().anyMatch(one -> one.contains(id))) {
        violations.add("  what happened: " + buyer.story());
        violations.add("  its payments: " + site.books().paymentsOf(id));
        try (var look = new RedisLook(redis.port())) {
          look.records().stream()
              .filter(record -> record.checkout().equals(id))
              .forEach(record -> violations.add("  its record: " + record.withoutTokens()));
        }
      }
    }
  }

  /** The points, found out once. */
  Terrain terrain() throws IOException {
    var known = terrain;
    if (known == null) {
      try (var gateway = site.doomed().start();
          var lacking = site.doomedWithoutBackend().start()) {
        known = Terrain.explored(site, gateway.uri(), lacking.uri());
      }
      terrain = known;
    }
    return known;
  }

  /** Each point so often; a shopper for whom it went otherwise is replaced by another. */
  Count killAtPoints(Crowd crowd, int each) throws IOException {
    var plan = terrain().plan(each, new Random(seed));
    var there = killAtPoints(crowd, of(plan, false), site::doomed);
    var lacking = killAtPoints(crowd, of(plan, true), site::doomedWithoutBackend);
    return new Count(
        there.times() + lacking.times(), there.caught() + lacking.caught(), site.redis());
  }

  private static Deque<Spot> of(List<Spot> plan, boolean lacksBackend) {
    return plan.stream()
        .filter(spot -> spot.journey().lacksBackend() == lacksBackend)
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  private Count killAtPoints(
      Crowd crowd, Deque<Spot> left, Supplier<GatewayProcess.Builder> gateway) {
    int most = 2 * left.size() / AT_ONCE + 3;
    int deaths = 0;
    int caught = 0;
    var next = site.soon(gateway.get());
    while (!left.isEmpty() && deaths < most) {
      var doomed = next.join();
      next = left.size() > AT_ONCE ? site.soon(gateway.get()) : next;
      try (var batch = new Batch(crowd, doomed, left)) {
        batch.await();
        doomed.kill();
        deaths++;
        caught += batch.caught();
        batch.points().forEach(point -> caughtAt.merge(point, 1, Integer::sum));
        left.addAll(batch.missed());
      }
      if (!left.isEmpty() && next.join() == doomed) {
        next = site.soon(gateway.get());
      }
    }
    var spare = next.join();
    if (spare.isAlive()) {
      spare.close();
    }
    return new Count(deaths, caught, site.redis());
  }

  Count flushAtPoints(Crowd crowd, int each) throws IOException {
    Deque<Spot> left = of(terrain().plan(each, new Random(seed + 1)), false);
    int flushes = 0;
    int caught = 0;
    site.books().misbehave("webhook", null);
    try (var gateway = site.doomed().start()) {
      while (!left.isEmpty()) {
        // The events come only afterwards: else they were faster than the browser.
        site.toWebhook().spoil(Proxy.Fault.RESET_BEFORE, 100, 0);
        try (var batch = new Batch(crowd, gateway, left)) {
          batch.await();
          site.redis().command("FLUSHALL");
          flushes++;
          caught += batch.caught();
        }
        site.toWebhook().spoil(Proxy.Fault.NONE, 0, 0);
      }
      crowd.leave();
    }
    return new Count(flushes, caught, site.redis());
  }

  Count outliveLease(Crowd crowd, int each) throws IOException {
    Deque<Spot> left = of(terrain().plan(each, new Random(seed + 2)), false);
    int times = 0;
    int caught = 0;
    try (var gateway = site.doomed().start()) {
      while (!left.isEmpty()) {
        try (var batch = new Batch(crowd, gateway, left)) {
          batch.await();
          times++;
          caught += batch.caught();
          Crowd.pause(Site.LEASE.plusSeconds(1));
        }
      }
      crowd.leave();
    }
    return new Count(times, caught, site.redis());
  }

  Count killAtRandom(Crowd crowd, int deaths, int shoppers) throws IOException {
    var target = new GatewayProcess[] {site.survivor()};
    crowd.shop(
        12,
        () -> {
          synchronized (target) {
            return crowd.below(4) == 0 ? site.survivor().uri() : target[0].uri();
          }
        });
    var next = site.soon(site.gateway());
    for (int i = 0; i < deaths; i++) {
      var doomed = next.join();
      next = site.soon(site.gateway());
      synchronized (target) {
        target[0] = doomed;
      }
      Crowd.pause(Duration.ofMillis(500 + crowd.below(1500)));
      doomed.kill();
      synchronized (target) {
        target[0] = site.survivor();
      }
    }
    next.join().close();
    crowd.leave();
    return new Count(deaths, crowd.cutOff(), site.redis());
  }

  /** Shoppers of whom each is stopped at its point, as far as it gets there. */
  private final class Batch implements AutoCloseable {
    private final Crowd crowd;
    private final List<Stopped> all = new ArrayList<>();
    private final CountDownLatch returned;

    /** Takes as many from what is left as are stopped at once. */
    Batch(Crowd crowd, GatewayProcess at, Deque<Spot> left) {
      this.crowd = crowd;
      int size = Math.min(AT_ONCE, left.size());
      returned = new CountDownLatch(size);
      for (int i = 0; i < size; i++) {
        var stopped = new Stopped(left.remove(), at);
        all.add(stopped);
        crowd.start(stopped);
      }
    }

    /** Until everybody stands, or has come through. */
    void await() {
      long until = System.nanoTime() + Duration.ofSeconds(25).toNanos();
      while (System.nanoTime() < until && !all.stream().allMatch(Stopped::stands)) {
        Crowd.pause(Duration.ofMillis(5));
      }
    }

    int caught() {
      return points().size();
    }

    List<String> points() {
      return all.stream().filter(Stopped::isCaught).map(one -> one.spot.point()).toList();
    }

    List<Spot> missed() {
      return all.stream().filter(one -> !one.isCaught()).map(one -> one.spot).toList();
    }

    /** Lets go whoever still stands, and waits until their calls have ended. */
    @Override
    public void close() {
      all.forEach(one -> site.checkpoint().forget(one.buyer.checkout()));
      try {
        returned.await(60, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** One of them. */
    private final class Stopped implements Runnable {
      private final Spot spot;
      private final GatewayProcess at;
      private final Buyer buyer;
      private volatile Checkpoint.@Nullable Trap trap;
      private volatile boolean through;

      Stopped(Spot spot, GatewayProcess at) {
        this.spot = spot;
        this.at = at;
        this.buyer = crowd.buyer(spot.journey());
      }

      boolean isCaught() {
        var set = trap;
        return set != null && set.hasCaught();
      }

      boolean stands() {
        return through || isCaught();
      }

      @Override
      public void run() {
        try {
          buyer.goTo(spot.call(), site.survivor().uri());
          buyer.note("stopped at " + spot.point() + " (" + spot.skip() + ")");
          trap = site.checkpoint().trap(buyer.checkout(), spot.point(), spot.skip());
          buyer.step(at.uri());
        } catch (IOException e) {
          // It was killed.
        } finally {
          through = true;
          returned.countDown();
          if (crowd.coin()) {
            crowd.comeBack(buyer);
          }
        }
      }
    }
  }
}
