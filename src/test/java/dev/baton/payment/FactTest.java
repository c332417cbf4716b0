package dev.baton.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Order;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.Fact.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of a record, and under which name. */
class FactTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private static CheckoutRecord record(String checkout, Phase phase) {
    return CheckoutRecord.fresh(checkout, 3, null, "", NOW.plusSeconds(60))
        .edit()
        .phase(phase)
        .done();
  }

  private static CheckoutRecord ordered(String order) {
    return record("c", Phase.COMPLETING)
        .edit()
        .phase(Phase.COMPLETED)
        .placed(new Order(order, "1001", null, NOW, Order.Status.PLACED), "attempt", true)
        .done();
  }

  private static @Nullable Fact fact(CheckoutRecord before, CheckoutRecord after, Instant at) {
    return Fact.of(before, after, at, "demo", "EUR", null);
  }

  private static String id(CheckoutRecord before, CheckoutRecord after, Instant at) {
    Fact fact = fact(before, after, at);
    if (fact == null) {
      throw new AssertionError("nothing to tell");
    }
    return fact.id();
  }

  @Test
  void onlyWhatHasBecomeOfACheckoutIsTold() {
    for (Phase before : Phase.values()) {
      for (Phase after : Phase.values()) {
        Kind expected =
            before == after
                ? null
                : switch (after) {
                  case COMPLETED -> Kind.COMPLETED;
                  case CANCELLED -> Kind.CANCELLED;
                  case OPEN -> before == Phase.COMPLETING ? Kind.REOPENED : null;
                  default -> null;
                };
        assertEquals(expected, Fact.kind(before, after), before + " to " + after);
      }
    }
    assertNull(fact(record("c", Phase.OPEN), record("c", Phase.OPEN), NOW));
  }

  @Test
  void whoeverFindsOutAndWheneverTellsItUnderTheSameName() {
    CheckoutRecord before = record("c", Phase.COMPLETING);
    String id = id(before, ordered("o1"), NOW);
    assertEquals(id, id(record("c", Phase.OPEN), ordered("o1"), NOW.plusSeconds(9)));
    assertTrue(id.matches("evt_[A-Za-z0-9_-]{24}"), id);
    assertNotEquals(id, id(before, ordered("o2"), NOW));
    assertNotEquals(id, id(before, record("c", Phase.CANCELLED), NOW));
    assertNotEquals(
        id(before, record("c", Phase.CANCELLED), NOW),
        id(before, record("d", Phase.CANCELLED), NOW));
  }

  @Test
  void aRecordStatesAFactOnceAndKeepsItThroughEveryEdit() {
    CheckoutRecord done = ordered("o1");
    Fact fact = fact(record("c", Phase.COMPLETING), done, NOW);
    assertTrue(fact != null && fact.order() != null);
    CheckoutRecord stating = done.stating(fact).stating(fact).lasting(NOW.plusSeconds(999));
    assertEquals(1, stating.edit().renewals(2).done().facts().size());
  }
}
