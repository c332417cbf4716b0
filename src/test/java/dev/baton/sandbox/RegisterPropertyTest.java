package dev.baton.sandbox;

import static dev.baton.sandbox.Requests.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Line;
import dev.baton.checkout.Order;
import dev.baton.payment.OrderBackend.Closed;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderBackend.Revoked;
import dev.baton.payment.OrderBackend.Settled;
import dev.baton.payment.OrderRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** The register, whatever is asked of it in whatever order. */
class RegisterPropertyTest {
  private static final int CHECKOUTS = 3;
  private static final int ATTEMPTS = 3;
  private static final List<String> SKUS = List.of("mug-red", "backpack-grey");

  enum Verb {
    PLACE,
    SETTLE_PAID,
    SETTLE_UNPAID,
    REVOKE,
    CLOSE,
    DELIVER
  }

  record Step(Verb verb, int checkout, int attempt) {
    String cid() {
      return "cid-" + checkout;
    }

    /** As an attempt's name does, this one depends on the checkout. */
    String name() {
      return "a-" + checkout + "-" + attempt;
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Verb> verb =
        Arbitraries.frequency(
            Tuple.of(10, Verb.PLACE),
            Tuple.of(3, Verb.SETTLE_PAID),
            Tuple.of(4, Verb.SETTLE_UNPAID),
            Tuple.of(3, Verb.REVOKE),
            Tuple.of(1, Verb.CLOSE),
            Tuple.of(1, Verb.DELIVER));
    return Combinators.combine(
            verb,
            Arbitraries.integers().between(1, CHECKOUTS),
            Arbitraries.integers().between(1, ATTEMPTS))
        .as(Step::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(60);
  }

  @Property(tries = 400)
  void keepsItsRules(@ForAll("steps") List<Step> steps) {
    Run run = new Run();
    for (Step step : steps) {
      run.take(step);
      run.check();
    }
  }

  /** The register beside the little that a caller can conclude from its answers. */
  private static final class Run {
    private final Sandbox sandbox =
        new Sandbox(SandboxSettings.DEFAULT, new SetClock(), time -> {});
    private final OrderBook book = sandbox.orders();
    private final Map<String, OrderRequest> fixed = new HashMap<>();
    private final Map<String, Long> units = new HashMap<>();
    private final Set<String> barred = new HashSet<>();
    private final Set<String> closed = new HashSet<>();
    private final Set<String> shortOf = new HashSet<>();
    private final Map<String, Order> live = new HashMap<>();
    private final Map<String, Boolean> settled = new HashMap<>();

    Run() {
      for (String sku : SKUS) {
        sandbox.stock().set(sku, 4);
        units.put(sku, 4L);
      }
      for (int checkout = 1; checkout <= CHECKOUTS; checkout++) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
          Step step = new Step(Verb.PLACE, checkout, attempt);
          fixed.put(step.name(), fix(step));
        }
      }
    }

    private OrderRequest fix(Step step) {
      Line mugs = line(SKUS.getFirst(), step.checkout());
      Line bags = line(SKUS.getLast(), step.attempt());
      Purchase purchase = Purchase.of(sandbox, mugs, bags);
      return (step.attempt() == 2 ? purchase.codes("ONCE") : purchase)
          .order(step.cid(), step.name());
    }

    void take(Step step) {
      switch (step.verb()) {
        case PLACE -> place(step);
        case SETTLE_PAID -> settle(step, true);
        case SETTLE_UNPAID -> settle(step, false);
        case REVOKE -> revoke(step);
        case CLOSE -> close(step);
        case DELIVER -> deliver(SKUS.get(step.attempt() % 2));
      }
    }

    private void place(Step step) {
      Placed answer = book.place(fixed.get(step.name()));
      Statistics.label("placing").collect(answer.getClass().getSimpleName());
      switch (answer) {
        case Placed.Accepted(Order order, var levels) -> {
          assertFalse(barred.contains(step.name()), "a barred attempt was placed");
          assertFalse(closed.contains(step.cid()), "a closed checkout was placed");
          assertFalse(shortOf.contains(step.name()), "a refused attempt was placed");
          Order before = live.putIfAbsent(step.cid(), order);
          assertTrue(before == null || before.id().equals(order.id()), "a second order");
          assertEquals(SKUS.size(), levels.size());
        }
        case Placed.OtherAttempt(Order order, String attempt) -> {
          assertEquals(live.get(step.cid()).id(), order.id());
          assertFalse(attempt.equals(step.name()));
        }
        case Placed.AttemptRevoked() -> assertTrue(barred.contains(step.name()));
        case Placed.CheckoutClosed() -> assertTrue(closed.contains(step.cid()));
        case Placed.OutOfStock(var lines) -> {
          assertFalse(lines.isEmpty());
          shortOf.add(step.name());
        }
        case Placed.Rejected(String code) -> {
          assertEquals("code-used", code);
          shortOf.add(step.name());
        }
        case Placed.TotalChanged(long total) -> throw new AssertionError("total " + total);
      }
    }

    private void settle(Step step, boolean paid) {
      Settled answer = book.settle(step.cid(), step.name(), paid);
      Boolean before = settled.get(step.name());
      switch (answer) {
        case Settled.Done done -> {
          assertTrue(before == null || before == paid);
          if (before == null) {
            settled.put(step.name(), paid);
            if (!paid) {
              live.remove(step.cid());
              barred.add(step.name());
              assertEquals(SKUS.size(), done.stock().size());
            }
          }
        }
        case Settled.Contradicts(boolean first) -> {
          assertEquals(before, first);
          assertEquals(!paid, first);
        }
        case Settled.NoSuchOrder() -> assertEquals(null, before);
      }
    }

    private void revoke(Step step) {
      switch (book.revoke(step.cid(), step.name())) {
        case Revoked.Barred() -> barred.add(step.name());
        case Revoked.IsTheOrder(Order order, boolean done) -> {
          assertEquals(live.get(step.cid()).id(), order.id());
          assertEquals(settled.containsKey(step.name()), done);
        }
      }
    }

    private void close(Step step) {
      switch (book.close(step.cid())) {
        case Closed.Done() -> {
          assertFalse(live.containsKey(step.cid()));
          closed.add(step.cid());
        }
        case Closed.HasOrder(Order order, String attempt) ->
            assertEquals(live.get(step.cid()).id(), order.id());
      }
    }

    private void deliver(String sku) {
      sandbox.stock().set(sku, sandbox.stock().level(sku).onHand() + 2);
      units.merge(sku, 2L, Long::sum);
    }

    void check() {
      List<BookedOrder> standing =
          book.orders().stream()
              .filter(order -> order.order().status() == Order.Status.PLACED)
              .toList();
      assertEquals(live.size(), standing.size(), "one order a checkout");
      for (BookedOrder order : standing) {
        assertEquals(live.get(order.request().checkout()).id(), order.order().id());
      }
      for (String sku : SKUS) {
        long onHand = sandbox.stock().level(sku).onHand();
        assertTrue(onHand >= 0);
        assertEquals(units.get(sku), onHand + book.sold(sku), "units of " + sku);
      }
      long coded = standing.stream().filter(order -> !order.limitedCodes().isEmpty()).count();
      assertTrue(coded <= 1);
      assertEquals(coded, sandbox.codes().used("ONCE"));
      long open = standing.stream().filter(order -> order.settled() == null).count();
      assertEquals(open, book.unsettled(100, null).orders().size());
      for (int checkout = 1; checkout <= CHECKOUTS; checkout++) {
        checkEntry("cid-" + checkout);
      }
    }

    private void checkEntry(String cid) {
      switch (book.lookUp(cid)) {
        case Entry.Ordered ordered -> {
          assertEquals(live.get(cid).id(), ordered.order().id());
          assertFalse(barred.contains(ordered.attempt()));
          assertEquals(settled.get(ordered.attempt()), ordered.settled());
        }
        case Entry.ClosedForGood() -> assertTrue(closed.contains(cid));
        case Entry.None(Set<String> names) -> {
          assertFalse(live.containsKey(cid) || closed.contains(cid));
          assertTrue(barred.containsAll(names));
        }
      }
    }
  }
}
