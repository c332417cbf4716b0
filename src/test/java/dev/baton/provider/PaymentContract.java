package dev.baton.provider;

import static dev.baton.provider.PortsUnderTest.assertFault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.PaymentProvider.NewIntent;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every adapter of a payment provider does. */
public interface PaymentContract extends PortsUnderTest {
  @Test
  default void everyOptionToPayNamesItself() {
    var options = ports().payment().options("EUR", "DE");

    assertTrue(
        options.stream().anyMatch(option -> "pm_card_visa".equals(option.id())), options::toString);
  }

  @Test
  default void aPaymentIsAuthorisedForExactlyWhatWasAsked() {
    var made = pay("a-1", "pm_card_visa", 2650);

    assertEquals(Status.AUTHORIZED, made.status());
    assertEquals(2650, made.amount());
    assertEquals("EUR", made.currency());
    assertEquals(Map.of("cid", "c-1", "note", "zwölf"), made.metadata());
    assertEquals(Optional.of(made), ports().payment().fetch(made.id()));
    assertEquals(Optional.of(made), ports().payment().find("a-1"));
  }

  @Test
  default void thereIsNoPaymentThatWasNeverMade() {
    assertEquals(Optional.empty(), ports().payment().fetch("pi_never"));
    assertEquals(Optional.empty(), ports().payment().find("a-never"));
  }

  @Test
  default void makingAPaymentAgainReturnsTheFirst() {
    var first = pay("a-1", "pm_card_visa", 2650);

    assertEquals(first, pay("a-1", "pm_card_visa", 2650));
    assertEquals(1, sandbox().payments().entries().size());
  }

  @Test
  default void anAttemptIsForOneAmountOnly() {
    pay("a-1", "pm_card_visa", 2650);

    assertFault(Kind.CONTRACT, () -> pay("a-1", "pm_card_visa", 2651));
  }

  @Test
  default void aDeclineIsAnAnswer() {
    var declined = pay("a-1", "pm_card_visa_chargeDeclined", 2650);

    assertEquals(Status.FAILED, declined.status());
    assertEquals("generic_decline", declined.declineCode());
  }

  @Test
  default void anUnknownMethodMakesNothing() {
    var created = ports().payment().create(intent("a-1", "pm_none", 2650));

    assertInstanceOf(Created.UnknownMethod.class, created);
    assertEquals(Optional.empty(), ports().payment().find("a-1"));
  }

  @Test
  default void authenticationSaysWhereToGo() {
    var made = pay("a-1", "pm_card_authenticationRequired", 2650);

    assertEquals(Status.REQUIRES_ACTION, made.status());
    var redirect = assertInstanceOf(PaymentIntent.NextAction.Redirect.class, made.nextAction());
    assertTrue(redirect.url().startsWith("http"), redirect.url());
  }

  @Test
  default void withoutAMethodTheClientConfirmsWithTheProvider() {
    var made = pay("a-1", null, 2650);

    assertEquals(Status.REQUIRES_ACTION, made.status());
    assertInstanceOf(PaymentIntent.NextAction.Provider.class, made.nextAction());
  }

  @Test
  default void captureCancelAndRefundAreIdempotentAndNeverUndoEachOther() {
    var payment = pay("a-1", "pm_card_visa", 2650);

    assertEquals(Status.CAPTURED, ports().payment().capture(payment.id(), "a-1/capture").status());
    assertEquals(Status.CAPTURED, ports().payment().capture(payment.id(), "a-1/capture").status());
    assertEquals(Status.CAPTURED, ports().payment().cancel(payment.id(), "a-1/cancel").status());
    assertEquals(2650, sandbox().payments().taken("c-1"));
    assertEquals(Status.REFUNDED, ports().payment().refund(payment.id(), "a-1/refund").status());
    assertEquals(Status.REFUNDED, ports().payment().refund(payment.id(), "a-1/refund").status());
    assertEquals(0, sandbox().payments().taken("c-1"));
  }

  @Test
  default void aCancelledPaymentIsNeverCaptured() {
    var payment = pay("a-1", "pm_card_visa", 2650);

    assertEquals(Status.CANCELLED, ports().payment().cancel(payment.id(), "a-1/cancel").status());
    assertNotEquals(
        Status.CAPTURED, ports().payment().capture(payment.id(), "a-1/capture").status());
    assertEquals(0, sandbox().payments().taken("c-1"));
  }

  @Test
  default void aLostAnswerLeavesThePaymentToBeFound() {
    assertFault(Kind.UNKNOWN, () -> pay("a-1", "pm_sandbox_timeout", 2650));

    assertEquals(Status.AUTHORIZED, ports().payment().find("a-1").orElseThrow().status());
    assertEquals(Status.AUTHORIZED, pay("a-1", "pm_sandbox_timeout", 2650).status());
    assertEquals(1, sandbox().payments().entries().size());
  }

  @Test
  default void aLostRequestIsMadeGoodByTheSameKey() {
    assertFault(Kind.UNKNOWN, () -> pay("a-1", "pm_sandbox_lost", 2650));

    assertEquals(Optional.empty(), ports().payment().find("a-1"));
    assertEquals(Status.AUTHORIZED, pay("a-1", "pm_sandbox_lost", 2650).status());
  }

  private PaymentIntent pay(String attempt, String method, long amount) {
    var created = ports().payment().create(intent(attempt, method, amount));
    return assertInstanceOf(Created.Made.class, created).intent();
  }

  private static NewIntent intent(String attempt, String method, long amount) {
    return new NewIntent(
        attempt,
        "demo",
        "c-1",
        amount,
        "EUR",
        method,
        "https://shop.example/back",
        Map.of("cid", "c-1", "note", "zwölf"));
  }
}
