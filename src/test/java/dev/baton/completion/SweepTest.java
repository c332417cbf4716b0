package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Order;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Unsettled;
import dev.baton.reservation.Agenda;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {
  private static final int LIMIT = 100;

  /** Unsettled orders by number. */
  private final TreeMap<Integer, Entry.Ordered> unsettled = new TreeMap<>();

  private final Set<String> entered = new LinkedHashSet<>();
  private boolean ourTurn = true;
  private boolean down;
  private int turns;

  /** How many pages lead back to the first of them; 0: none do. */
  private int circle;

  private int asked;

  private final Sweep sweep =
      new Sweep(
          as(
              Agenda.class,
              (agenda, call, arguments) ->
                  switch (call.getName()) {
                    case "enterNew" -> entered.add((String) arguments[0]) ? null : null;
                    case "takeTurn" -> takeTurn();
                    default -> throw new UnsupportedOperationException(call.getName());
                  }),
          as(
              OrderBackend.class,
              (backend, call, arguments) -> page((int) arguments[0], (String) arguments[1])),
          Duration.ofSeconds(15),
          LIMIT);

  private static <T> T as(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private boolean takeTurn() {
    turns++;
    return ourTurn;
  }

  private Unsettled page(int limit, String cursor) {
    if (circle > 0) {
      asked++;
      return new Unsettled(List.of(), "c" + asked % circle);
    }
    if (down) {
      throw new ProviderException(Port.ORDERS, ProviderException.Kind.UNKNOWN);
    }
    var after = unsettled.tailMap(cursor == null ? 0 : Integer.parseInt(cursor), false);
    var orders = after.values().stream().limit(limit).toList();
    var last = after.keySet().stream().limit(limit).reduce(0, Math::max);
    return new Unsettled(orders, after.size() > limit ? last.toString() : null);
  }

  private void stuck(int orders) {
    for (int number = 1; number <= orders; number++) {
      var order = new Order("o-" + number, "B-" + number, null, Instant.EPOCH, Order.Status.PLACED);
      unsettled.put(number, new Entry.Ordered("c-" + number, order, "a-1", 100, null));
    }
  }

  @Test
  void whatStandsBehindThousandsThatAreStuckIsReached() {
    stuck(1234);

    for (int look = 0; look < 13; look++) {
      sweep.look();
    }

    assertEquals(1234, entered.size());
    assertEquals(1, turns);
  }

  @Test
  void afterTheLastPageItWaitsForAnotherTurn() {
    stuck(LIMIT + 1);
    sweep.look();
    sweep.look();
    entered.clear();

    ourTurn = false;
    sweep.look();
    assertEquals(Set.of(), entered);

    ourTurn = true;
    sweep.look();
    assertTrue(entered.contains("c-1"));
  }

  @Test
  void aRoundThatTheBackendBreaksOffBeginsAnewAtTheNextTurn() {
    stuck(3 * LIMIT);
    sweep.look();
    down = true;
    sweep.look();
    down = false;
    entered.clear();

    sweep.look();
    sweep.look();
    sweep.look();

    assertEquals(2, turns);
    assertEquals(3 * LIMIT, entered.size());
    assertEquals("c-1", List.copyOf(entered).getFirst());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 64})
  void pagesThatGoRoundInCirclesAreLeft(int length) {
    circle = length;

    for (int look = 0; turns < 2 && look < 10 * length; look++) {
      sweep.look();
    }

    assertEquals(2, turns, "it went round in " + asked + " pages");
  }
}
