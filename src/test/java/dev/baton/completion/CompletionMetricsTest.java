package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.checkout.HoldPolicy;
import dev.baton.checkout.Storefront;
import dev.baton.observability.StepMetrics;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.PaymentIntent.Status;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompletionMetricsTest {
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

  private static final Storefront SHOP =
      new Storefront(
          "demo",
          Set.of(),
          Set.of(),
          Set.of("EUR"),
          Set.of("DE"),
          Set.of(),
          Set.of(),
          null,
          HoldPolicy.AT_PAYMENT);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final CompletionMetrics metrics =
      new CompletionMetrics(registry, new StepMetrics(registry));

  private static Attempt attempt(String id, @Nullable Status status) {
    return new Attempt(
        id, "pi_" + id, 2650, "EUR", "fixed", status, null, 3, "jti", true, false, "sealed", NOW);
  }

  private static CheckoutRecord record(
      Phase phase, @Nullable Attempt attempt, Attempt... replaced) {
    CheckoutRecord fresh = CheckoutRecord.fresh("c", 3, attempt, "sealed", NOW);
    return new CheckoutRecord(
        fresh.checkout(),
        fresh.epoch(),
        phase,
        fresh.anchors(),
        fresh.held(),
        fresh.heldUntil(),
        fresh.heldLines(),
        fresh.renewals(),
        fresh.attempt(),
        fresh.attempts(),
        List.of(replaced),
        fresh.order(),
        fresh.verdict(),
        fresh.newest(),
        fresh.endsAt(),
        fresh.lastsUntil(),
        fresh.facts());
  }

  private void written(CheckoutRecord... records) {
    for (int i = 1; i < records.length; i++) {
      metrics.written(records[i - 1], records[i], SHOP);
    }
  }

  private double count(String stage) {
    var counter = registry.find("baton.funnel").tags("stage", stage).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void whatIsPaidInTheBackgroundIsCountedOnce() {
    written(
        record(Phase.OPEN, null),
        record(Phase.OPEN, attempt("a", null)),
        record(Phase.OPEN, attempt("a", Status.REQUIRES_ACTION)));
    assertEquals(0, count("paid"));

    written(
        record(Phase.OPEN, attempt("a", Status.REQUIRES_ACTION)),
        record(Phase.COMPLETING, attempt("a", Status.AUTHORIZED)),
        record(Phase.COMPLETING, attempt("a", Status.AUTHORIZED)),
        record(Phase.COMPLETED, attempt("a", Status.CAPTURED)),
        record(Phase.COMPLETED, attempt("a", Status.REFUNDED)));
    assertEquals(1, count("paid"));
    assertEquals(1, count("completed"));
  }

  @Test
  void aPaymentThatReplacesAnotherIsNotCountedAgain() {
    written(
        record(Phase.OPEN, attempt("a", Status.PROCESSING)),
        record(Phase.OPEN, attempt("a", Status.AUTHORIZED)),
        record(Phase.OPEN, attempt("b", null), attempt("a", Status.AUTHORIZED)),
        record(Phase.OPEN, attempt("b", Status.AUTHORIZED)));
    assertEquals(1, count("paid"));
  }

  @Test
  void whatIsCompletedWasPaidEvenIfOnlyTheOrderWasFound() {
    written(record(Phase.OPEN, null), record(Phase.COMPLETED, attempt("a", null)));
    assertEquals(1, count("paid"));
    assertEquals(1, count("completed"));
  }

  @Test
  void whatIsDeclinedOrCancelledWasNeverPaid() {
    written(
        record(Phase.OPEN, attempt("a", null)),
        record(Phase.OPEN, attempt("a", Status.FAILED)),
        record(Phase.CANCELLED, attempt("a", Status.CANCELLED)));
    assertEquals(0, count("paid"));
    assertEquals(1, count("cancelled"));
  }
}
