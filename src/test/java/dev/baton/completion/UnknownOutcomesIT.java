package dev.baton.completion;

import static dev.baton.completion.ShopFloor.done;
import static dev.baton.completion.ShopFloor.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.PaymentProvider;
import dev.baton.sandbox.SandboxPayments;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each call to the payment provider and the order backend, once and twice in a row, of which nobody
 * knows what became: it never arrived, or was carried out and its answer is lost. It is said again
 * with the same key or looked up, and never guessed.
 */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class UnknownOutcomesIT extends AtTheAnchors {
  private static final Set<String> LOOK_UPS = Set.of("fetch", "find", "lookUp");

  private Loss loss;

  /** What the shopper does. */
  enum Purchase {
    BUY,
    PAY_AGAIN,
    CANCEL,
    CANCEL_CAPTURED;

    boolean ends() {
      return this == CANCEL || this == CANCEL_CAPTURED;
    }
  }

  /** What becomes of a call. */
  enum Fate {
    NEVER_ARRIVES,
    ANSWER_LOST
  }

  static Stream<Arguments> calls() {
    return Stream.of(
            Arguments.of("create", Purchase.BUY),
            Arguments.of("fetch", Purchase.BUY),
            Arguments.of("capture", Purchase.BUY),
            Arguments.of("cancel", Purchase.CANCEL),
            Arguments.of("cancel", Purchase.PAY_AGAIN),
            Arguments.of("refund", Purchase.CANCEL_CAPTURED),
            Arguments.of("place", Purchase.BUY),
            Arguments.of("settle", Purchase.BUY),
            Arguments.of("revoke", Purchase.PAY_AGAIN),
            Arguments.of("close", Purchase.CANCEL),
            Arguments.of("lookUp", Purchase.BUY))
        .flatMap(call ->
            Stream.of(Fate.values())
                .flatMap(fate ->
                    Stream.of(1, 2)
                        .map(times -> Arguments.of(call.get()[0], call.get()[1], fate, times))));
  }

  /** One kind of call that goes wrong so many times in a row, and all calls since. */
  private static final class Loss {
    private final String call;
    private final Fate fate;
    private final List<String> since = new ArrayList<>();
    private List<Object> lost = List.of();
    private int left;

    Loss(String call, Fate fate, int times) {
      this.call = call;
      this.fate = fate;
      this.left = times;
    }

    <T> T of(Class<T> type, Port port, T real) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> answer(port, real, method, arguments)));
    }

    private Object answer(Port port, Object real, Method method, Object... arguments)
        throws Throwable {
      var name = method.getName();
      if (name.equals(call) && left > 0) {
        left--;
        lost = Arrays.asList(arguments);
        if (fate == Fate.ANSWER_LOST) {
          invoke(real, method, arguments);
        }
        throw new ProviderException(port, ProviderException.Kind.UNKNOWN);
      }
      if (!lost.isEmpty()) {
        boolean same = name.equals(call) && lost.equals(Arrays.asList(arguments));
        since.add(same ? "the same again" : name);
      }
      return invoke(real, method, arguments);
    }

    private static Object invoke(Object real, Method method, Object... arguments) throws Throwable {
      try {
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}: {2} x {3}")
  @MethodSource("calls")
  void isLookedUpAndNeverGuessed(String call, Purchase purchase, Fate fate, int times) {
    loss = new Loss(call, fate, times);
    anchors =
        floor.anchors(
            loss.of(PaymentProvider.class, Port.PAYMENT, floor.sandbox.payments()),
            loss.of(OrderBackend.class, Port.ORDERS, floor.sandbox.orders()),
            FailPoint.NONE);

    VerifiedToken token = carriedOut(purchase);

    assertEquals(0, loss.left, "the call was never made");
    // Whoever goes on with a cancellation closes first what is closed: that moves no money.
    var next = loss.since.stream().filter(name -> !name.equals("close")).findFirst().orElse("");
    assertTrue(next.equals("the same again") || LOOK_UPS.contains(next), loss.since::toString);
    assertEnd(purchase, token);
  }

  private VerifiedToken carriedOut(Purchase purchase) {
    var ready = floor.ready("mug-blue", 2);
    var paid = insist(() -> floor.pay(anchors, ready, "pm_card_visa"));
    return switch (purchase) {
      case BUY -> insist(() -> floor.complete(anchors, paid));
      case PAY_AGAIN -> {
        var edited = floor.edited(paid, new Action.SetAttribute("gift-note", "for you"));
        var again = insist(() -> floor.pay(anchors, edited, "pm_card_mastercard"));
        yield insist(() -> floor.complete(anchors, again));
      }
      case CANCEL -> insist(() -> cancel(paid));
      case CANCEL_CAPTURED -> {
        var intent = floor.sandbox.payments().entries().getFirst().intent().id();
        floor.sandbox.payments().capture(intent, "by hand");
        yield insist(() -> cancel(paid));
      }
    };
  }

  /** Says the same until it is done, as a client does after a 503 or a 202. */
  private static VerifiedToken insist(Supplier<AnchorResult> anchor) {
    for (int i = 0; i < 5; i++) {
      try {
        if (anchor.get() instanceof AnchorResult.Done result) {
          return done(result);
        }
      } catch (ProviderException e) {
        assertEquals(ProviderException.Kind.UNKNOWN, e.kind());
      }
    }
    return done(anchor.get());
  }

  /** One order and its money, all other payments void; or neither. */
  private void assertEnd(Purchase purchase, VerifiedToken token) {
    var entry = floor.sandbox.orders().lookUp(id(token));
    if (purchase.ends()) {
      assertInstanceOf(Entry.ClosedForGood.class, entry);
      assertEquals(0, floor.taken(token));
    } else {
      var order = assertInstanceOf(Entry.Ordered.class, entry);
      assertEquals(true, order.settled());
      assertEquals(floor.total(token), floor.taken(token));
    }
    assertEquals(purchase.ends() ? 0 : 1, floor.sandbox.orders().orders().size());
    assertEquals(purchase == Purchase.PAY_AGAIN ? 2 : 1, payments());
    assertEquals(0, floor.sandbox.payments().entries().stream().filter(this::standsStill).count());
  }

  private int payments() {
    return floor.sandbox.payments().entries().size();
  }

  private boolean standsStill(SandboxPayments.Entry entry) {
    return switch (entry.intent().status()) {
      case REQUIRES_ACTION, PROCESSING, AUTHORIZED -> true;
      case CAPTURED, FAILED, CANCELLED, REFUNDED -> false;
    };
  }
}
