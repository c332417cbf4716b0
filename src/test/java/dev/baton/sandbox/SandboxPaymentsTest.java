package dev.baton.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.NextAction;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.PaymentProvider.NewIntent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxPaymentsTest {
  private final SetClock clock = new SetClock();
  private final List<Duration> held = new ArrayList<>();
  private final Sandbox sandbox = new Sandbox(SandboxSettings.DEFAULT, clock, held::add);
  private final SandboxPayments payments = sandbox.payments();

  @ParameterizedTest
  @CsvSource({
    "pm_card_visa,AUTHORIZED,",
    "pm_card_mastercard,AUTHORIZED,",
    "pm_card_visa_chargeDeclined,FAILED,generic_decline",
    "pm_card_visa_chargeDeclinedInsufficientFunds,FAILED,insufficient_funds",
    "pm_card_visa_chargeDeclinedLostCard,FAILED,generic_decline",
    "pm_card_chargeDeclinedLostCard,FAILED,generic_decline",
    "pm_card_chargeDeclinedExpiredCard,FAILED,expired_card",
    "pm_card_chargeDeclinedIncorrectCvc,FAILED,incorrect_cvc",
    "pm_card_authenticationRequired,REQUIRES_ACTION,",
    "pm_sandbox_delayed,PROCESSING,",
  })
  void aTestMethodDoesWhatItsNameSays(String method, Status status, String declineCode) {
    PaymentIntent intent = create("a1", method);
    assertEquals(status, intent.status());
    assertEquals(declineCode, intent.declineCode());
    assertEquals(2650, intent.amount());
    assertEquals(Map.of("digest", "x"), intent.metadata());
    assertEquals(Optional.of(intent), payments.fetch(intent.id()));
    assertEquals(Optional.of(intent), payments.find("a1"));
  }

  @Test
  void anUnknownMethodMakesNothing() {
    assertEquals(new Created.UnknownMethod(), payments.create(of("a1", "pm_card_of_my_aunt", 100)));
    assertEquals(Optional.empty(), payments.find("a1"));
    assertTrue(payments.entries().isEmpty());
  }

  @Test
  void theSameKeyGivesTheSameIntentAndOtherParametersAreAFault() {
    PaymentIntent first = create("a1", "pm_card_visa");
    assertEquals(first, create("a1", "pm_card_visa"));
    assertFault(Kind.CONTRACT, () -> payments.create(of("a1", "pm_card_visa", 1)));
    assertFault(Kind.CONTRACT, () -> create("a1", "pm_card_mastercard"));
    assertEquals(1, payments.entries().size());
  }

  @Test
  void aForgottenKeyMakesASecondIntentAndTheNewestIsFound() {
    PaymentIntent first = create("a1", "pm_card_visa");
    payments.forgetKeys();
    PaymentIntent second = create("a1", "pm_card_visa");
    assertNotEquals(first.id(), second.id());
    assertEquals(Optional.of(second), payments.find("a1"));
    assertEquals(Status.AUTHORIZED, payments.fetch(first.id()).orElseThrow().status());
  }

  @Test
  void manyCallersWithOneKeyShareOneIntent() throws Exception {
    List<Callable<PaymentIntent>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(() -> create("a1", "pm_card_visa"));
    }
    Set<String> ids = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<PaymentIntent> call : threads.invokeAll(calls)) {
        ids.add(call.get().id());
      }
    }
    assertEquals(1, ids.size());
    assertEquals(1, payments.entries().size());
  }

  @Test
  void aLostAnswerLeavesAnIntentThatTheSameKeyFinds() {
    assertFault(Kind.UNKNOWN, () -> create("a1", "pm_sandbox_timeout"));
    PaymentIntent found = payments.find("a1").orElseThrow();
    assertEquals(Status.AUTHORIZED, found.status());
    assertEquals(found, create("a1", "pm_sandbox_timeout"));
  }

  @Test
  void aLostCallLeavesNothing() {
    assertFault(Kind.UNKNOWN, () -> create("a1", "pm_sandbox_lost"));
    assertEquals(Optional.empty(), payments.find("a1"));
    assertEquals(Status.AUTHORIZED, create("a1", "pm_sandbox_lost").status());
  }

  @Test
  void aProviderThatIsDownOrSlowIsSo() {
    assertFault(Kind.NOT_SENT, () -> create("a1", "pm_sandbox_down"));
    assertEquals(Optional.empty(), payments.find("a1"));
    create("a2", "pm_sandbox_slow");
    assertEquals(List.of(SandboxSettings.DEFAULT.slow()), held);
    sandbox.gate().set(Port.PAYMENT, Effect.TIMEOUT);
    assertFault(Kind.UNKNOWN, () -> create("a3", "pm_card_visa"));
    assertFault(Kind.UNKNOWN, () -> payments.find("a3"));
    sandbox.gate().clear(Port.PAYMENT);
    assertEquals(Status.AUTHORIZED, payments.find("a3").orElseThrow().status());
  }

  @Test
  void captureCancelAndRefundFollowTheState() {
    PaymentIntent captured = create("a1", "pm_card_visa");
    assertEquals(Status.CAPTURED, payments.capture(captured.id(), "c1").status());
    assertEquals(Status.CAPTURED, payments.capture(captured.id(), "c1").status());
    assertEquals(Status.CAPTURED, payments.cancel(captured.id(), "x1").status());
    assertEquals(2650, payments.taken("cid-1"));
    assertEquals(Status.REFUNDED, payments.refund(captured.id(), "r1").status());
    assertEquals(Status.REFUNDED, payments.refund(captured.id(), "r1").status());
    assertEquals(Status.REFUNDED, payments.capture(captured.id(), "c1").status());
    assertEquals(0, payments.taken("cid-1"));

    PaymentIntent cancelled = create("a2", "pm_card_visa");
    assertEquals(Status.CANCELLED, payments.cancel(cancelled.id(), "x2").status());
    assertEquals(Status.CANCELLED, payments.capture(cancelled.id(), "c2").status());
    assertEquals(Status.CANCELLED, payments.refund(cancelled.id(), "r2").status());

    PaymentIntent declined = create("a3", "pm_card_visa_chargeDeclined");
    assertEquals(Status.FAILED, payments.cancel(declined.id(), "x3").status());
    assertEquals(Status.FAILED, payments.capture(declined.id(), "c3").status());
    assertEquals(0, payments.taken("cid-1"));
  }

  @Test
  void aKeyUsedForSomethingElseIsAFault() {
    PaymentIntent one = create("a1", "pm_card_visa");
    PaymentIntent other = create("a2", "pm_card_visa");
    payments.capture(one.id(), "k");
    assertFault(Kind.CONTRACT, () -> payments.capture(other.id(), "k"));
    assertFault(Kind.CONTRACT, () -> payments.refund(one.id(), "k"));
    assertFault(Kind.CONTRACT, () -> payments.capture("pi_nobody", "k2"));
  }

  @Test
  void captureRefusedForGoodStaysRefused() {
    PaymentIntent intent = create("a1", "pm_sandbox_captureRefused");
    assertEquals(Status.AUTHORIZED, intent.status());
    assertEquals(Status.FAILED, payments.capture(intent.id(), "c").status());
    assertEquals("capture_refused", payments.capture(intent.id(), "c").declineCode());
    assertEquals(0, payments.taken("cid-1"));
  }

  @Test
  void aCaptureWhoseAnswerIsLostHasCapturedOnce() {
    PaymentIntent lostAnswer = create("a1", "pm_sandbox_captureTimeout");
    assertFault(Kind.UNKNOWN, () -> payments.capture(lostAnswer.id(), "c1"));
    assertEquals(Status.CAPTURED, payments.fetch(lostAnswer.id()).orElseThrow().status());
    assertEquals(Status.CAPTURED, payments.capture(lostAnswer.id(), "c1").status());
    assertEquals(2650, payments.taken("cid-1"));

    PaymentIntent lostCall = create("a2", "pm_sandbox_captureLost");
    assertFault(Kind.UNKNOWN, () -> payments.capture(lostCall.id(), "c2"));
    assertEquals(Status.AUTHORIZED, payments.fetch(lostCall.id()).orElseThrow().status());
    assertEquals(Status.CAPTURED, payments.capture(lostCall.id(), "c2").status());
  }

  @Test
  void anAuthorisationEndsAtItsTimeAndNotBefore() {
    PaymentIntent brief = create("a1", "pm_sandbox_authorizationExpires");
    PaymentIntent usual = create("a2", "pm_card_visa");
    clock.pass(SandboxSettings.DEFAULT.authorizationLife().minusNanos(1));
    assertEquals(Status.AUTHORIZED, payments.fetch(brief.id()).orElseThrow().status());
    clock.pass(Duration.ofNanos(1));
    assertEquals(Status.CANCELLED, payments.capture(brief.id(), "c1").status());
    assertEquals(Status.AUTHORIZED, payments.fetch(usual.id()).orElseThrow().status());
    clock.pass(Duration.ofDays(7));
    assertEquals(Status.CANCELLED, payments.fetch(usual.id()).orElseThrow().status());
  }

  @Test
  void aDelayedPaymentIsDecidedInItsTimeOrWhenHurried() {
    PaymentIntent waits = create("a1", "pm_sandbox_delayed");
    PaymentIntent hurried = create("a2", "pm_sandbox_delayed");
    PaymentIntent declined = create("a3", "pm_sandbox_delayedDeclined");
    assertEquals(Status.AUTHORIZED, payments.hurry(hurried.id()).orElseThrow().status());
    assertEquals(Status.PROCESSING, payments.capture(waits.id(), "c1").status());
    clock.pass(SandboxSettings.DEFAULT.processing());
    assertEquals(Status.AUTHORIZED, payments.fetch(waits.id()).orElseThrow().status());
    assertEquals(Status.CAPTURED, payments.capture(waits.id(), "c1").status());
    assertEquals(Status.FAILED, payments.find("a3").orElseThrow().status());
    assertEquals(Status.FAILED, payments.fetch(declined.id()).orElseThrow().status());
  }

  @Test
  void threeDSecureIsApprovedOrDeclinedOnceOnItsPage() {
    PaymentIntent approved = create("a1", "pm_card_authenticationRequired");
    assertEquals(
        new NextAction.Redirect(
            "http://127.0.0.1:8080/sandbox/payments/" + approved.id() + "/authenticate"),
        approved.nextAction());
    payments.authenticate(approved.id(), true);
    payments.authenticate(approved.id(), false);
    PaymentIntent after = payments.fetch(approved.id()).orElseThrow();
    assertEquals(Status.AUTHORIZED, after.status());
    assertNull(after.nextAction());

    PaymentIntent declined = create("a2", "pm_card_authenticationRequired");
    assertEquals(Status.REQUIRES_ACTION, payments.capture(declined.id(), "c2").status());
    payments.authenticate(declined.id(), false);
    assertEquals(
        "authentication_failed", payments.fetch(declined.id()).orElseThrow().declineCode());

    PaymentIntent late = create("a3", "pm_card_threeDSecure2Required");
    payments.cancel(late.id(), "x3");
    payments.authenticate(late.id(), true);
    assertEquals(Status.CANCELLED, payments.fetch(late.id()).orElseThrow().status());
    assertEquals(Optional.empty(), payments.authenticate("pi_nobody", true));
  }

  @Test
  void withoutAMethodTheClientConfirmsWithItsSecret() {
    PaymentIntent intent = create("a1", null);
    var data = ((NextAction.Provider) intent.nextAction()).data();
    assertEquals(Optional.empty(), payments.confirm(intent.id(), "guess", "pm_card_visa"));
    assertEquals(
        Optional.empty(), payments.confirm(intent.id(), data.get("clientSecret"), "pm_none"));
    payments.authenticate(intent.id(), true);
    assertEquals(Status.REQUIRES_ACTION, payments.fetch(intent.id()).orElseThrow().status());
    var confirmed = payments.confirm(intent.id(), data.get("clientSecret"), "pm_card_visa");
    assertEquals(Status.AUTHORIZED, confirmed.orElseThrow().status());
  }

  @Test
  void everyOfferedMethodIsKnown() {
    for (var option : payments.options("EUR", "DE")) {
      if (option.id() != null) {
        assertTrue(
            payments.create(of("try-" + option.id(), option.id(), 1)) instanceof Created.Made);
      }
    }
    assertTrue(payments.options("EUR", "DE").size() > 3);
  }

  private static void assertFault(Kind kind, Executable call) {
    var fault = assertThrows(ProviderException.class, call);
    assertEquals(Port.PAYMENT, fault.port());
    assertEquals(kind, fault.kind());
  }

  private PaymentIntent create(String attempt, String method) {
    return ((Created.Made) payments.create(of(attempt, method, 2650))).intent();
  }

  private static NewIntent of(String attempt, String method, long amount) {
    return new NewIntent(
        attempt,
        "demo",
        "cid-1",
        amount,
        "EUR",
        method,
        "https://shop.example/back",
        Map.of("digest", "x"));
  }
}
