package dev.baton.reservation;

import static dev.baton.reservation.HoldsUnderTest.want;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Many who hold at once get what there is, and leak nothing. */
interface CrowdedHoldsContract extends HoldsUnderTest {
  @Test
  default void ofFiftyShoppersForTenUnitsExactlyTenGetOne() throws Exception {
    for (int round = 0; round < 20; round++) {
      var sku = new Place("flash-" + round, "main");
      var tasks = new ArrayList<Callable<Taken>>();
      for (int shopper = 0; shopper < 50; shopper++) {
        var checkout = "shopper-" + shopper;
        tasks.add(() -> take(checkout, LONG, want(sku, 1, 10)));
      }
      var sold = together(tasks).stream().filter(Taken.Held.class::isInstance).count();
      assertEquals(10, sold);
      assertEquals(10, redis().heldOneByOne(sku));
    }
  }

  @Test
  default void twoSkusTakenInOppositeOrdersLeakNothing() throws Exception {
    for (int round = 0; round < 20; round++) {
      var tasks = new ArrayList<Callable<Taken>>();
      for (int shopper = 0; shopper < 12; shopper++) {
        var checkout = "shopper-" + shopper;
        var wants = new ArrayList<>(List.of(want(MUG, 1, 3), want(CUP, 1, 3)));
        if (shopper % 2 == 0) {
          wants.add(wants.removeFirst());
        }
        tasks.add(() -> holds().take(checkout, wants, List.of(), LONG, false));
      }
      var sold = together(tasks).stream().filter(Taken.Held.class::isInstance).count();
      assertTrue(sold >= 1 && sold <= 3, "sold " + sold);
      assertEquals(sold, redis().held(MUG));
      assertEquals(sold, redis().held(CUP));
      for (int shopper = 0; shopper < 12; shopper++) {
        holds().release("shopper-" + shopper, List.of(MUG, CUP), List.of());
      }
      assertEquals(0, redis().held(MUG) + redis().held(CUP));
    }
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    var start = new CyclicBarrier(tasks.size());
    var results = new ArrayList<T>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures =
          tasks.stream()
              .map(task ->
                  threads.submit(() -> {
                    start.await();
                    return task.call();
                  }))
              .toList();
      for (var future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }
}
