package dev.baton.completion;

import dev.baton.checkout.Storefront;
import dev.baton.observability.Stage;
import dev.baton.observability.StepMetrics;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Fact;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What completions come to, and how old those are that don't come to an end. */
@ApplicationScoped
class CompletionMetrics implements Tally {
  private final MeterRegistry registry;
  private final StepMetrics steps;

  CompletionMetrics(MeterRegistry registry, StepMetrics steps) {
    this.registry = registry;
    this.steps = steps;
  }

  @Override
  public void count(Goal goal, Outcome outcome) {
    registry.counter("baton.completion", "goal", name(goal), "outcome", name(outcome)).increment();
  }

  /** Whoever has brought it there: the shopper need not be there to be told. */
  @Override
  public void written(
      CheckoutRecord before, CheckoutRecord after, @Nullable Storefront storefront) {
    if (storefront == null) {
      return;
    }
    if (after.paid() && !before.paid()) {
      steps.reached(Set.of(Stage.PAID), storefront.id());
    }
    Fact.Kind kind = Fact.kind(before.phase(), after.phase());
    if (kind == null) {
      return;
    }
    switch (kind) {
      case COMPLETED -> steps.reached(Set.of(Stage.COMPLETED), storefront.id());
      case CANCELLED -> steps.reached(Set.of(Stage.CANCELLED), storefront.id());
      case REOPENED -> {}
    }
  }

  /** One run of the reconciler over one checkout. */
  void reconciled(String result) {
    registry.counter("baton.reconciler.checkouts", "result", result).increment();
  }

  /** One event of the payment provider. */
  void webhook(String result) {
    registry.counter("baton.webhook.events", "result", result).increment();
  }

  /** One try to tell a subscriber, or one event that was given up. */
  void event(String subscriber, String result) {
    registry.counter("baton.events", "subscriber", subscriber, "result", result).increment();
  }

  /** Shows a subscriber from the start, so that the first failure is an increase. */
  void subscriber(String name) {
    for (String result : List.of("told", "failed", "gone", "dead-letter")) {
      registry.counter("baton.events", "subscriber", name, "result", result);
    }
  }

  /** Seconds; never fewer than 0. */
  void age(String name, String description, Supplier<Number> seconds) {
    Gauge.builder(name, seconds).description(description).baseUnit("seconds").register(registry);
  }

  private static String name(Goal goal) {
    return switch (goal) {
      case Goal.Pay _ -> "pay";
      case Goal.Complete _ -> "complete";
      case Goal.Cancel _ -> "cancel";
      case Goal.Recover _ -> "recover";
    };
  }

  static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Paid _ -> "paid";
      case Outcome.Declined _ -> "declined";
      case Outcome.Completed _ -> "completed";
      case Outcome.Cancelled _ -> "cancelled";
      case Outcome.Unchanged _ -> "unchanged";
      case Outcome.Reopened _ -> "reopened";
      case Outcome.NotAuthorized _ -> "not-authorized";
      case Outcome.AttemptUsedUp _ -> "attempt-used-up";
      case Outcome.AtRest _ -> "at-rest";
      case Outcome.Later _ -> "later";
      case Outcome.Lost _ -> "lost";
      case Outcome.StoreDown _ -> "redis-down";
    };
  }
}
