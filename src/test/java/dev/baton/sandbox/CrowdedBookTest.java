package dev.baton.sandbox;

import static dev.baton.sandbox.Purchase.onHand;
import static dev.baton.sandbox.Requests.line;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many orders at once: no unit, code or checkout is sold twice. */
class CrowdedBookTest extends AtTheOrderBook {
  @Test
  void fiftyCheckoutsWithOneSingleUseCodeMakeOneOrderWithIt() throws Exception {
    List<OrderRequest> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      requests.add(twoMugs.codes("ONCE").order("cid-" + i, "a" + i));
    }
    List<Placed> answers = atOnce(requests);
    assertEquals(1, answers.stream().filter(Placed.Accepted.class::isInstance).count());
    assertEquals(49, answers.stream().filter(new Placed.Rejected("code-used")::equals).count());
    assertEquals(1, sandbox.codes().used("ONCE"));
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
  }

  @Test
  void fiftyShoppersForTenUnitsBuyTen() throws Exception {
    sandbox.stock().set("mug-red", 10);
    Purchase one = Purchase.of(sandbox, line("mug-red", 1), line("pin-one", 1));
    long pins = onHand(sandbox, "pin-one");
    List<OrderRequest> requests = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      requests.add(one.order("cid-" + i, "a" + i));
    }
    List<Placed> answers = atOnce(requests);
    assertEquals(10, answers.stream().filter(Placed.Accepted.class::isInstance).count());
    assertEquals(40, answers.stream().filter(Placed.OutOfStock.class::isInstance).count());
    assertEquals(0, onHand(sandbox, "mug-red"));
    assertEquals(10, book.sold("mug-red"));
    assertEquals(pins - 10, onHand(sandbox, "pin-one"));
  }

  @Test
  void manyAttemptsAtOneCheckoutMakeOneOrder() throws Exception {
    List<OrderRequest> requests = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      requests.add(twoMugs.order(CID, "a" + i % 8));
    }
    List<Placed> answers = atOnce(requests);
    assertEquals(5, answers.stream().filter(Placed.Accepted.class::isInstance).count());
    assertEquals(35, answers.stream().filter(Placed.OtherAttempt.class::isInstance).count());
    assertEquals(1, book.orders().size());
    assertEquals(mugs - 2, onHand(sandbox, "mug-blue"));
  }

  private List<Placed> atOnce(List<OrderRequest> requests) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Placed>> calls = new ArrayList<>();
    for (OrderRequest request : requests) {
      calls.add(() -> {
        start.await();
        return book.place(request);
      });
    }
    List<Placed> answers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(calls.size())) {
      List<Future<Placed>> running = calls.stream().map(threads::submit).toList();
      start.countDown();
      for (Future<Placed> answer : running) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
