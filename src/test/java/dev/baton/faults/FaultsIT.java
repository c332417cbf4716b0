package dev.baton.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code ./baton faults} in small: everything once. */
class FaultsIT {
  private static Site site;
  private static Bench bench;

  @BeforeAll
  static void open() {
    site = new Site();
    var report = new Terminal(System.out, System.out, List.of());
    bench = new Bench(site, ThreadLocalRandom.current().nextInt(), report);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void killedAtEveryFailPointAndAtRandomMoments() throws IOException, InterruptedException {
    var row =
        unharmed(
            "killed at every fail-point, and ten times at random",
            crowd -> {
              var points = bench.atPoints().kill(crowd, 1);
              var random = bench.killAtRandom(crowd, 10, 4);
              return new Bench.Count(
                  points.times() + random.times(), points.calls() + random.calls(), random.redis());
            });
    assertTrue(row.orders() > 0, row::toString);
    var missed = FailPoints.reachable();
    missed.removeAll(bench.atPoints().caught().keySet());
    assertEquals(List.of(), List.copyOf(missed), "no journey comes to these points");
  }

  @Test
  void forgottenAndOutlivedAtEveryFailPoint() throws IOException, InterruptedException {
    var row =
        unharmed(
            "FLUSHALL, and a lease outlived, at every fail-point",
            crowd -> {
              var flushed = bench.atPoints().flush(crowd, 1);
              var outlived = bench.atPoints().outliveLease(crowd, 1);
              return new Bench.Count(
                  flushed.times() + outlived.times(),
                  flushed.calls() + outlived.calls(),
                  outlived.redis());
            });
    assertTrue(row.calls() > FailPoints.all().size(), row::toString);
  }

  @Test
  void answeredTwiceByWrongClocksAndByWebhooksGoneWrong() throws IOException, InterruptedException {
    var outages = new Outages(site, Duration.ofMillis(500));
    var row =
        unharmed(
            "answered twice, clocks jump, webhooks go wrong",
            crowd -> {
              outages.spoil(crowd, "provider", Proxy.Fault.TWICE);
              outages.jump(crowd, 25, -25, 0, 7200, -7200, 0);
              return new Webhooks(site, Duration.ofMillis(300))
                  .goWrong(crowd, Webhooks.Wrong.values());
            });
    assertTrue(row.orders() > 0, row::toString);
  }

  @Test
  void theBrowserAndTheWebhookMakeOneOrder() throws IOException, InterruptedException {
    var row =
        unharmed(
            "the browser races the webhook",
            crowd -> {
              var webhooks = new Webhooks(site, Duration.ZERO);
              for (int i = 0; i < 20; i++) {
                var buyer = crowd.buyer(Journey.BUY);
                buyer.goTo(3, site.survivor().uri());
                var payment = site.books().paymentsOf(buyer.checkout()).getFirst().id();
                crowd.start(() -> quietly(() -> webhooks.tell(payment)));
                crowd.start(() -> quietly(() -> webhooks.tell(payment)));
                buyer.step(site.survivor().uri());
                crowd.comeBack(buyer);
              }
              crowd.leave();
              return new Bench.Count(20, 20, site.redis());
            });
    assertEquals(20, row.orders());
  }

  @Test
  void twoTabsThatBuyAtOnceBuyOnce() throws IOException, InterruptedException {
    var row =
        unharmed(
            "two tabs buy at once",
            crowd -> {
              for (int i = 0; i < 10; i++) {
                var one = crowd.buyer(Journey.BUY);
                one.goTo(2, site.survivor().uri());
                var other = crowd.tab(one);
                var paying = new CountDownLatch(2);
                for (var tab : List.of(one, other)) {
                  var card = tab == one ? "pm_card_visa" : "pm_card_mastercard";
                  crowd.start(() -> {
                    quietly(() -> tab.payBy(card, site.survivor().uri()));
                    paying.countDown();
                    crowd.comeBack(tab);
                  });
                }
                paying.await();
              }
              crowd.leave();
              return new Bench.Count(10, 20, site.redis());
            });
    assertEquals(10, row.orders());
  }

  @Test
  void whatCanNotBeTaxedIsNotPaidForUntilItCan() throws IOException, InterruptedException {
    var row =
        unharmed(
            "tax down before paying",
            crowd -> {
              var buyer = crowd.buyer(Journey.BUY);
              site.books().misbehave("tax", "expired");
              buyer.goTo(2, site.survivor().uri());
              site.books().misbehave("tax", "down");
              var refused = buyer.step(site.survivor().uri());
              assertTrue(refused.status() == 409 || refused.status() == 503, refused::toString);
              assertEquals(List.of(), site.books().payments());
              site.books().misbehave("tax", null);
              crowd.comeBack(buyer);
              crowd.leave();
              return new Bench.Count(1, 1, site.redis());
            });
    assertEquals(1, row.orders());
  }

  @Test
  void fillingACartWaitsForNobodyWhoIsNotAsked() throws IOException {
    site.reset(Bench.STOCK);
    var fill = Journey.BUY.calls().get(1);
    var buyer = new Buyer(Journey.BUY, "mug-blue", site.books());
    buyer.goTo(2, site.survivor().uri());
    site.books().misbehave("payment", "slow");
    site.books().misbehave("orders", "slow");
    site.redis().pause();
    try {
      long began = System.nanoTime();
      for (int i = 0; i < 10; i++) {
        assertEquals(200, buyer.send(fill.path(), fill.body(), site.survivor().uri()).status());
      }
      var lasted = Duration.ofNanos(System.nanoTime() - began);
      assertTrue(lasted.toSeconds() < 10, lasted + " for ten calls");
    } finally {
      site.redis().resume();
      site.books().misbehave("payment", null);
      site.books().misbehave("orders", null);
    }
  }

  @Test
  void theAuditSeesWhatIsWrong() throws IOException, InterruptedException {
    site.reset(Bench.STOCK);
    var audit = new Audit(site.books(), site.redis(), Bench.STOCK, Site.HOLD);
    try (var crowd = new Crowd(site.books(), site.survivor().uri(), 1)) {
      var buyer = crowd.buyer(Journey.BUY);
      buyer.goTo(3, site.survivor().uri());
      assertFinds(audit, crowd, "has a payment that is authorized");
      assertFinds(audit, crowd, "committing");
      buyer.step(site.survivor().uri());
      assertEquals(List.of(), audit.violations(crowd.buyers(), Duration.ofSeconds(30)));

      site.books().stock("mug-blue", 7);
      assertFinds(audit, crowd, "7 are on hand and 2 sold");
      site.redis().command("SET baton:lasting 1");
      assertFinds(audit, crowd, "a key without a TTL: baton:lasting");
      site.redis().command("DEL baton:lasting");
      site.redis().command("ZADD baton:{stock:main:mug-blue}:until 99999999999999 ghost");
      assertFinds(audit, crowd, "without a payment");
      site.books().refundByHand(buyer.checkout());
      assertFinds(audit, crowd, "ordered for 2650 and paid 0");
      site.books().reset();
      assertFinds(audit, crowd, "was told of order");
    }
  }

  /** What a fault came to, after which the audit has found everything in order. */
  private static Row unharmed(String name, Bench.Fault fault)
      throws IOException, InterruptedException {
    var row = bench.run(name, fault);
    assertEquals(List.of(), row.violations());
    return row;
  }

  private static void assertFinds(Audit audit, Crowd crowd, String what) throws IOException {
    var found = audit.violations(crowd.buyers(), Duration.ZERO);
    assertTrue(found.stream().anyMatch(one -> one.contains(what)), () -> what + " in " + found);
  }

  private interface Doing {
    void run() throws IOException;
  }

  /** A call that may be refused, or cut off: the audit tells what became of it. */
  private static void quietly(Doing doing) {
    try {
      doing.run();
    } catch (IOException e) {
      // It comes back.
    }
  }
}
