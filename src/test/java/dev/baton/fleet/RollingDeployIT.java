package dev.baton.fleet;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * A deploy of a build with a new format, and its roll-back, while shoppers buy: two builds of the
 * gateway, the older of which has never heard of the newer's format.
 */
class RollingDeployIT {
  private static final int SHOPPERS = 4;
  private static final int ENOUGH = 4;

  private final Fleet fleet = new Fleet();
  private final Queue<String> orders = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> refusals = new ConcurrentLinkedQueue<>();
  private volatile boolean open = true;

  @Test
  void nobodyIsRefusedAndNothingIsLostForwardsAndBack() throws Exception {
    Path older = OlderBuild.upTo(1);
    try (var redis = LocalRedis.launch();
        var sandbox = GatewayProcess.builder().property("baton.sandbox.serve", "true").start();
        fleet;
        ExecutorService street = Executors.newVirtualThreadPerTaskExecutor()) {
      var asker = new Shopper();
      asker.call("PUT", sandbox.uri(), "/sandbox/stock/mug-blue", "{\"onHand\":1000000}");
      var shop = new Shop(redis, sandbox, older);
      try {
        deployAndRollBack(shop, street);
      } finally {
        open = false;
      }
      street.shutdown();
      await().atMost(Duration.ofSeconds(60)).until(street::isTerminated);
      assertEquals(List.of(), List.copyOf(refusals));
      assertEachPaidForOnce(asker.call("GET", sandbox.uri(), "/sandbox/orders", null));
    }
  }

  private void deployAndRollBack(Shop shop, ExecutorService street) throws Exception {
    var first = fleet.add(shop.older());
    var second = fleet.add(shop.older());
    var slow = buyer();
    assertEquals(1, slow.format());
    for (int i = 0; i < SHOPPERS; i++) {
      street.submit(this::shop);
    }
    sellFor("the older build alone");

    var third = replace(second, shop.newer(1));
    sellFor("both builds, format 1 written");
    slow.note("both builds");
    assertEquals(1, slow.format());

    var fourth = replace(first, shop.newer(2));
    sellFor("the newer build, going over to format 2");
    var late = buyer();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          slow.note("the newer build");
          late.note("the newer build");
          return slow.namesDigestKey() && late.namesDigestKey();
        });
    slow.pay();

    // Out of order, so that tokens of both formats come to either build.
    replace(third, shop.older());
    sellFor("both builds, format 2 written");
    late.note("both builds");
    assertTrue(late.namesDigestKey(), "the older build carries it along");

    var fifth = replace(fourth, shop.newer(1));
    sellFor("both builds, back at format 1");
    replace(fifth, shop.older());
    sellFor("the older build alone again");

    slow.complete();
    late.note("the older build");
    assertEquals(1, late.format());
    assertTrue(late.namesDigestKey());
    late.pay();
    late.complete();
    orders.add(slow.checkout());
    orders.add(late.checkout());
  }

  private Buyer buyer() throws IOException {
    var buyer = new Buyer(fleet);
    buyer.fill();
    return buyer;
  }

  private void shop() {
    try {
      while (open) {
        var buyer = new Buyer(fleet);
        buyer.buy();
        orders.add(buyer.checkout());
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      refusals.add(e);
    }
  }

  private Fleet.Member replace(Fleet.Member member, GatewayProcess by) {
    var next = fleet.add(by);
    fleet.drop(member);
    return next;
  }

  /** Until enough was sold, and each instance has answered often. */
  private void sellFor(String phase) {
    int soldBefore = orders.size();
    var answeredBefore = new ArrayList<Integer>();
    var members = fleet.members();
    members.forEach(member -> answeredBefore.add(member.answered()));
    await(phase)
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          assertEquals(List.of(), List.copyOf(refusals), phase);
          for (int i = 0; i < members.size(); i++) {
            if (members.get(i).answered() - answeredBefore.get(i) < 10 * ENOUGH) {
              return false;
            }
          }
          return orders.size() - soldBefore >= SHOPPERS * ENOUGH;
        });
    System.out.printf("%s: %d sold%n", phase, orders.size() - soldBefore);
  }

  private void assertEachPaidForOnce(Shopper.Answer books) {
    var placed = books.body().path("orders");
    var bought =
        StreamSupport.stream(placed.spliterator(), false)
            .map(order -> order.path("checkout").asText())
            .sorted()
            .toList();
    assertEquals(orders.stream().sorted().toList(), bought);
    placed.forEach(order -> assertEquals("paid", order.path("settled").asText(), order::toString));
    assertFalse(bought.isEmpty());
  }

  /** What the gateways have in common. */
  private record Shop(LocalRedis redis, GatewayProcess sandbox, Path olderJar) {
    GatewayProcess older() {
      return builder().jar(olderJar).start();
    }

    GatewayProcess newer(int format) {
      return builder().property("baton.token.write-format", String.valueOf(format)).start();
    }

    private GatewayProcess.Builder builder() {
      return GatewayProcess.builder()
          .redis(redis)
          .property("baton.provider.type", "http")
          .property("baton.provider.url", sandbox.uri() + "/sandbox/providers")
          .property("baton.token.generated-keys", "target/rolling-keys")
          // A busy machine is no refusal.
          .property("baton.reservation.timeout", "20s")
          .property("quarkus.redis.tcp.connection-timeout", "20s")
          .property("baton.provider.timeout", "20s");
    }
  }
}
