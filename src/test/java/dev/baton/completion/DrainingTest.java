package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.completion.subscriber.BackOff;
import dev.baton.completion.subscriber.SigningSecret;
import dev.baton.completion.subscriber.Subscriber;
import dev.baton.observability.StepMetrics;
import dev.baton.payment.OrderBackend;
import dev.baton.reservation.Agenda;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An instance that is told to end, and what it does in the background. */
class DrainingTest {
  private static final Duration TIME = Duration.ofSeconds(35);

  private final List<String> asked = new ArrayList<>();
  private final List<Runnable> begun = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CompletionMetrics metrics =
      new CompletionMetrics(registry, new StepMetrics(registry));
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Draining draining = new Draining(TIME, () -> now);

  /** After how many questions to the agenda it is told to end. */
  private int toldAfter = Integer.MAX_VALUE;

  /** What has an agenda of its own. */
  enum Background {
    RECONCILER {
      @Override
      Runnable look(DrainingTest test) {
        return new Reconciler(
                test.agenda(),
                as(OrderBackend.class, (backend, call, arguments) -> null),
                null,
                null,
                test.metrics,
                as(ReconcilerConfig.class, (config, call, arguments) -> setting(call.getName())),
                as(CompletionConfig.class, (config, call, arguments) -> Duration.ofSeconds(30)),
                test.draining,
                test.executor(),
                System::nanoTime)
            ::look;
      }
    },
    TELLER {
      @Override
      Runnable look(DrainingTest test) {
        var seconds = Duration.ofSeconds(10);
        var subscriber =
            new Subscriber(
                "books",
                URI.create("https://books.example"),
                List.<SigningSecret>of(),
                Set.of(),
                seconds,
                new BackOff(seconds, seconds, seconds),
                4);
        return new Teller(
                subscriber,
                test.agenda(),
                null,
                null,
                "",
                test.metrics,
                test.draining,
                () -> test.now,
                test.executor())
            ::look;
      }
    };

    abstract Runnable look(DrainingTest test);
  }

  private static Object setting(String name) {
    return switch (name) {
      case "batch" -> 500;
      case "concurrency" -> 16;
      default -> Duration.ofSeconds(1);
    };
  }

  private static <T> T as(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Executor executor() {
    return begun::add;
  }

  /** In each part of which there is something due. */
  private Agenda agenda() {
    return as(
        Agenda.class,
        (agenda, call, arguments) -> {
          asked.add(call.getName());
          if (asked.size() == toldAfter) {
            draining.begin();
          }
          return switch (call.getName()) {
            case "takeTurn" -> false;
            case "claim" ->
                new Agenda.Claimed(
                    List.of(new Agenda.Entry("fact/checkout-" + arguments[0], 1, now, now)),
                    Duration.ZERO);
            default -> throw new UnsupportedOperationException(call.getName());
          };
        });
  }

  @ParameterizedTest
  @EnumSource
  void takesWhatIsDueUntilToldToEnd(Background background) {
    var look = background.look(this);
    look.run();
    assertFalse(begun.isEmpty());

    draining.begin();
    begun.clear();
    asked.clear();
    look.run();

    assertEquals(List.of(), asked);
    assertEquals(List.of(), begun);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasTakenWhenItWasToldIsBegunAndNoMore(Background background) {
    // The reconciler asks first whether it is its turn to look at the order backend.
    toldAfter = background == Background.RECONCILER ? 2 : 1;
    background.look(this).run();
    assertEquals(toldAfter, asked.size());
    assertEquals("claim", asked.getLast());
    assertEquals(1, begun.size());
  }

  @ParameterizedTest
  @CsvSource({"0, 35", "1, 34", "29, 6", "30, 5", "31, 5", "3600, 5"})
  void whatHasBegunHasTheTimeThatCallsHaveAndAMomentAtLeast(long after, long left) {
    assertFalse(draining.begun());
    assertEquals(TIME, draining.left());
    draining.begin();
    assertTrue(draining.begun());
    now = now.plusSeconds(after);
    assertEquals(Duration.ofSeconds(left), draining.left());
  }

  @Test
  void toldTwiceItHasNoMoreTime() {
    draining.begin();
    now = now.plusSeconds(20);
    draining.begin();
    assertEquals(Duration.ofSeconds(15), draining.left());
  }
}
