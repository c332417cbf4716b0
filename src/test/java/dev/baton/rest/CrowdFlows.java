package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many at once, over HTTP. */
abstract class CrowdFlows {
  private static final int ROUNDS = 100;

  /** Rounds that go on at once. */
  private static final int LANES = 4;

  private static final int SALES = 20;
  private static final int SHOPPERS = 50;
  private static final int UNITS = 10;
  private static final String SCARCE = "honey-jar";

  /** Where the sandbox's books are. */
  abstract String books();

  @Test
  void twoParallelCompletionsMakeOneOrderWithOneCapture() throws Exception {
    Set<Object> orders = new HashSet<>();
    try (ExecutorService threads = Executors.newCachedThreadPool();
        ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
      Callable<Object> round = () -> orderOfTwoTabs(threads);
      for (Future<Object> order : lanes.invokeAll(Collections.nCopies(ROUNDS, round))) {
        orders.add(order.get());
      }
    }
    assertEquals(ROUNDS, orders.size());
  }

  private Object orderOfTwoTabs(ExecutorService threads) throws Exception {
    Shopper one = Shopper.ready(MUG);
    one.ok(one.patiently(() -> one.pay("pm_card_visa")));
    Shopper other = one.fork();
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<Object>> answers =
        threads.invokeAll(List.of(completing(one, start), completing(other, start)));
    assertEquals(answers.get(0).get(), answers.get(1).get());
    assertEquals("captured", one.get("payment.status"));
    assertOneOrderAndOneCapture(one);
    return answers.get(0).get();
  }

  private static Callable<Object> completing(Shopper shopper, CyclicBarrier start) {
    return () -> {
      start.await();
      return shopper.completed().order().get("id");
    };
  }

  /** The books hold one order and one captured payment of this checkout. */
  private void assertOneOrderAndOneCapture(Shopper shopper) {
    String checkout = shopper.get("id");
    given()
        .get(books() + "/sandbox/orders?checkout=" + checkout)
        .then()
        .statusCode(200)
        .body("orders", hasSize(1));
    given()
        .get(books() + "/sandbox/payments?checkout=" + checkout)
        .then()
        .statusCode(200)
        .body("payments", hasSize(1))
        .body("payments[0].captured", is((int) shopper.total()))
        .body("payments[0].refunded", is(0));
  }

  @Test
  void ofFiftyShoppersForTenUnitsTenGetOne() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS)) {
      for (int round = 0; round < SALES; round++) {
        restock(UNITS);
        CyclicBarrier start = new CyclicBarrier(SHOPPERS);
        List<Callable<Boolean>> buyers = new ArrayList<>();
        for (int i = 0; i < SHOPPERS; i++) {
          buyers.add(() -> {
            Shopper shopper = Shopper.ready(line(SCARCE, 1));
            start.await();
            return bought(shopper);
          });
        }
        int sold = 0;
        for (Future<Boolean> buyer : threads.invokeAll(buyers)) {
          sold += buyer.get() ? 1 : 0;
        }
        assertEquals(UNITS, sold, "round " + round);
        assertEquals(0, onHand());
      }
    }
  }

  /** Pays, which holds, and completes; or finds that nothing is left. */
  private static boolean bought(Shopper shopper) {
    Response paid = shopper.patiently(() -> shopper.pay("pm_card_visa"));
    if (paid.statusCode() == 409) {
      assertTrue(paid.<String>path("type").endsWith("/out-of-stock"), paid.asString());
      return false;
    }
    shopper.ok(paid).completed();
    return true;
  }

  private void restock(int units) {
    given()
        .contentType("application/json")
        .body("{\"onHand\":" + units + "}")
        .put(books() + "/sandbox/stock/" + SCARCE)
        .then()
        .statusCode(200);
  }

  private int onHand() {
    return given().get(books() + "/sandbox/stock/" + SCARCE).path("onHand");
  }
}
