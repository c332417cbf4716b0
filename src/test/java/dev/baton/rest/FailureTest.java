package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Money;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.ProviderException;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.token.StateTooLargeException;
import jakarta.ws.rs.WebApplicationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static ProblemType type(Throwable thrown) {
    return Failure.of(thrown).refusal().type();
  }

  @Test
  void everythingThatIsThrownHasItsProblem() {
    Map<Throwable, ProblemType> expected =
        Map.of(
            RefusedException.of(ProblemType.OUT_OF_STOCK, "x"),
            ProblemType.OUT_OF_STOCK,
            new ProviderException(Port.TAX, ProviderException.Kind.NOT_SENT),
            ProblemType.PROVIDER_UNAVAILABLE,
            new RedisUnavailableException(new RuntimeException()),
            ProblemType.REDIS_UNAVAILABLE,
            new StateTooLargeException(20000, 16384),
            ProblemType.STATE_TOO_LARGE,
            new IllegalStateException("x"),
            ProblemType.INTERNAL_ERROR,
            new StackOverflowError(),
            ProblemType.INTERNAL_ERROR);
    expected.forEach((thrown, problem) -> assertEquals(problem, type(thrown)));
    assertEquals(ProblemType.AMOUNT_TOO_LARGE, type(outOfRange()));
    assertEquals(ProblemType.NOT_FOUND, type(new WebApplicationException(404)));
    assertEquals(ProblemType.METHOD_NOT_ALLOWED, type(new WebApplicationException(405)));
    assertEquals(ProblemType.NOT_ACCEPTABLE, type(new WebApplicationException(406)));
    assertEquals(ProblemType.BODY_TOO_LARGE, type(new WebApplicationException(413)));
    assertEquals(ProblemType.UNSUPPORTED_MEDIA_TYPE, type(new WebApplicationException(415)));
    assertEquals(ProblemType.INVALID_PARAMETER, type(new WebApplicationException(400)));
    assertEquals(ProblemType.INTERNAL_ERROR, type(new WebApplicationException(500)));
  }

  @Test
  void whatIsDownIsWorthAskingAgainSoon() {
    Failure failure =
        Failure.of(new ProviderException(Port.ORDERS, ProviderException.Kind.UNKNOWN));
    assertEquals(Duration.ofSeconds(1), failure.retryAfter());
    assertEquals("orders", failure.refusal().extra().get("port"));
    assertEquals(
        Duration.ofSeconds(1),
        Failure.of(RefusedException.of(ProblemType.REDIS_UNAVAILABLE, "x")).retryAfter());
    assertNull(Failure.of(RefusedException.of(ProblemType.OUT_OF_STOCK, "x")).retryAfter());
    assertNull(Failure.of(new IllegalStateException()).retryAfter());
  }

  @Test
  void aFaultOfOursTellsNothingAndIsLoggedWithoutItsWords() {
    Failure failure =
        Failure.of(
            new IllegalStateException(
                "canary", new IllegalArgumentException("canary", new Error("canary"))));
    assertFalse(failure.refusal().detail().contains("canary"));
    StringWriter log = new StringWriter();
    assertNotNull(failure.fault());
    new UnspokenFault(failure.fault()).printStackTrace(new PrintWriter(log));
    assertFalse(log.toString().contains("canary"), log.toString());
    assertTrue(log.toString().contains(IllegalStateException.class.getName()));
    assertTrue(log.toString().contains("Caused by: " + UnspokenFault.class.getName()));
    assertTrue(log.toString().contains(IllegalArgumentException.class.getName()));
    assertTrue(log.toString().contains("FailureTest.java"));
  }

  private static Throwable outOfRange() {
    try {
      Money.add(Money.MAX, 1);
      throw new AssertionError("in range");
    } catch (Money.OutOfRange e) {
      return e;
    }
  }
}
