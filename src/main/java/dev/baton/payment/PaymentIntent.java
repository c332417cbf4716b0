package dev.baton.payment;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The provider's object for one payment.
 *
 * @param attempt the {@link Attempt} that it was made for
 * @param amount minor units, of which all is captured or nothing
 * @param nextAction what the shopper has to do; null unless REQUIRES_ACTION
 * @param declineCode generic reason; null unless FAILED
 * @param metadata as given at creation
 */
public record PaymentIntent(
    String id,
    String attempt,
    Status status,
    long amount,
    String currency,
    @Nullable NextAction nextAction,
    @Nullable String declineCode,
    Map<String, String> metadata) {

  /** Whether money is taken with it, or may still be. */
  boolean live() {
    return switch (status) {
      case REQUIRES_ACTION, PROCESSING, AUTHORIZED, CAPTURED -> true;
      case FAILED, CANCELLED, REFUNDED -> false;
    };
  }

  /** Whether the shopper or the provider is still at it. */
  boolean unfinished() {
    return status == Status.REQUIRES_ACTION || status == Status.PROCESSING;
  }

  /** Whether the provider has said yes. */
  boolean authorized() {
    return status == Status.AUTHORIZED || status == Status.CAPTURED;
  }

  /** Where a payment stands. */
  public enum Status {
    /** The client has to confirm it, or the shopper to authenticate. */
    REQUIRES_ACTION,
    /** The provider is still at it. */
    PROCESSING,
    /** Authorised, not captured. */
    AUTHORIZED,
    CAPTURED,
    /** Declined; this intent is dead. */
    FAILED,
    CANCELLED,
    REFUNDED
  }

  /** What the shopper or the client does next; appears in responses only, never in the token. */
  public sealed interface NextAction {
    /** Send the shopper to this address. */
    record Redirect(String url) implements NextAction {}

    /** Hand this to the provider's own client code. */
    record Provider(Map<String, String> data) implements NextAction {}
  }
}
