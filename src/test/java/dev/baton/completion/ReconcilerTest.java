package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.observability.StepMetrics;
import dev.baton.payment.OrderBackend;
import dev.baton.reservation.Agenda;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WAITED = Duration.ofSeconds(90);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private boolean due = true;

  private static <T> T as(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Reconciler reconciler(int concurrency) {
    return new Reconciler(
        as(
            Agenda.class,
            (agenda, call, arguments) ->
                call.getName().equals("takeTurn") ? false : claimed((int) arguments[1])),
        as(OrderBackend.class, (backend, call, arguments) -> null),
        null,
        null,
        new CompletionMetrics(registry, new StepMetrics(registry)),
        as(
            ReconcilerConfig.class,
            (config, call, arguments) ->
                call.getReturnType() == int.class ? concurrency : Duration.ofSeconds(15)),
        as(CompletionConfig.class, (config, call, arguments) -> Duration.ofSeconds(30)),
        new Draining(Duration.ofSeconds(35), () -> NOW),
        // Nobody ever comes to an end.
        work -> {},
        System::nanoTime);
  }

  private Agenda.Claimed claimed(int most) {
    return due && most > 0
        ? new Agenda.Claimed(List.of(new Agenda.Entry("a", 1, NOW, NOW)), WAITED)
        : new Agenda.Claimed(List.of(), Duration.ZERO);
  }

  private double overdue() {
    return registry.get("baton.reconciler.overdue").gauge().value();
  }

  @Test
  void whatWaitsIsNotForgottenWhileAllHandsAreFull() {
    Reconciler reconciler = reconciler(4);
    reconciler.look();
    assertEquals(90, overdue());

    reconciler.look();

    assertEquals(90, overdue());
  }

  @Test
  void nothingIsOverdueOnceNothingIsDue() {
    Reconciler reconciler = reconciler(Agenda.PARTS * 2);
    reconciler.look();
    assertEquals(90, overdue());
    due = false;

    reconciler.look();

    assertEquals(0, overdue());
  }
}
