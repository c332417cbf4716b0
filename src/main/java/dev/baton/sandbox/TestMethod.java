package dev.baton.sandbox;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The payment methods of the sandbox: Stripe's names for its test methods, where there is one, and
 * names of our own ({@code pm_sandbox_...}) for what Stripe can't be asked to do.
 */
public enum TestMethod {
  VISA("pm_card_visa", Outcome.APPROVE),
  VISA_DEBIT("pm_card_visa_debit", Outcome.APPROVE),
  MASTERCARD("pm_card_mastercard", Outcome.APPROVE),
  AMEX("pm_card_amex", Outcome.APPROVE),

  DECLINED("pm_card_visa_chargeDeclined", "generic_decline"),
  INSUFFICIENT_FUNDS("pm_card_visa_chargeDeclinedInsufficientFunds", "insufficient_funds"),
  /** What the issuer suspects is not for the shopper to know, hence generic. */
  LOST_CARD("pm_card_visa_chargeDeclinedLostCard", "generic_decline"),
  STOLEN_CARD("pm_card_visa_chargeDeclinedStolenCard", "generic_decline"),
  VELOCITY("pm_card_visa_chargeDeclinedVelocityLimitExceeded", "generic_decline"),
  DECLINED_CARD("pm_card_chargeDeclined", "generic_decline"),
  FUNDS_CARD("pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds"),
  LOST("pm_card_chargeDeclinedLostCard", "generic_decline"),
  STOLEN("pm_card_chargeDeclinedStolenCard", "generic_decline"),
  FRAUDULENT("pm_card_chargeDeclinedFraudulent", "generic_decline"),
  EXPIRED_CARD("pm_card_chargeDeclinedExpiredCard", "expired_card"),
  INCORRECT_CVC("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc"),
  PROCESSING_ERROR("pm_card_chargeDeclinedProcessingError", "processing_error"),

  /** 3-D Secure, on a page of the sandbox. */
  AUTHENTICATION("pm_card_authenticationRequired", Outcome.AUTHENTICATE),
  THREE_D_SECURE_2("pm_card_threeDSecure2Required", Outcome.AUTHENTICATE),
  THREE_D_SECURE_OPTIONAL("pm_card_threeDSecureOptional", Outcome.APPROVE),
  /** Declined even though the shopper approves. */
  AUTHENTICATION_DECLINED(
      "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
      Outcome.AUTHENTICATE,
      "insufficient_funds"),

  /** Processing for some seconds, then authorised. */
  DELAYED("pm_sandbox_delayed", Outcome.DELAY),
  DELAYED_DECLINED("pm_sandbox_delayedDeclined", Outcome.DELAY, "generic_decline"),
  /** Authorised, but the authorisation ends after some seconds. */
  AUTHORIZATION_EXPIRES("pm_sandbox_authorizationExpires", Outcome.APPROVE),
  /** Authorised, but capture is refused for good. */
  CAPTURE_REFUSED("pm_sandbox_captureRefused", Outcome.APPROVE),
  /** The intent is made, but the first answer is lost. */
  CREATE_TIMEOUT("pm_sandbox_timeout", Outcome.APPROVE),
  /** The first call is lost before an intent is made. */
  CREATE_LOST("pm_sandbox_lost", Outcome.APPROVE),
  /** Captured, but the first answer is lost. */
  CAPTURE_TIMEOUT("pm_sandbox_captureTimeout", Outcome.APPROVE),
  /** The first capture is lost before anything is done. */
  CAPTURE_LOST("pm_sandbox_captureLost", Outcome.APPROVE),
  /** Cancelled, but the first answer is lost. */
  CANCEL_TIMEOUT("pm_sandbox_cancelTimeout", Outcome.APPROVE),
  /** Every creation answers late. */
  SLOW("pm_sandbox_slow", Outcome.APPROVE),
  /** The provider can't be reached with it. */
  DOWN("pm_sandbox_down", Outcome.APPROVE);

  private static final Map<String, TestMethod> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(TestMethod::id, Function.identity()));

  private final String id;
  private final Outcome outcome;
  private final @Nullable String declineCode;

  /** What becomes of a payment with it at first. */
  enum Outcome {
    APPROVE,
    AUTHENTICATE,
    DELAY
  }

  TestMethod(String id, Outcome outcome) {
    this(id, outcome, null);
  }

  TestMethod(String id, String declineCode) {
    this(id, Outcome.APPROVE, declineCode);
  }

  TestMethod(String id, Outcome outcome, @Nullable String declineCode) {
    this.id = id;
    this.outcome = outcome;
    this.declineCode = declineCode;
  }

  /** As a caller names it. */
  public String id() {
    return id;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Why it is declined in the end, or null when it is approved. */
  @Nullable String declineCode() {
    return declineCode;
  }

  /** The method of this name, or null. */
  public static @Nullable TestMethod find(String id) {
    return BY_ID.get(id);
  }

  /** What goes wrong as a payment is made with it. */
  static Set<Effect> creating(@Nullable TestMethod method) {
    if (method == CREATE_TIMEOUT) {
      return EnumSet.of(Effect.TIMEOUT);
    }
    if (method == CREATE_LOST) {
      return EnumSet.of(Effect.LOST);
    }
    if (method == SLOW) {
      return EnumSet.of(Effect.SLOW);
    }
    return method == DOWN ? EnumSet.of(Effect.DOWN) : Set.of();
  }

  /** What goes wrong as a payment with it is captured, cancelled or refunded. */
  static Set<Effect> moving(@Nullable TestMethod method, String verb) {
    boolean captures = verb.equals("capture");
    if ((captures && method == CAPTURE_TIMEOUT)
        || (verb.equals("cancel") && method == CANCEL_TIMEOUT)) {
      return EnumSet.of(Effect.TIMEOUT);
    }
    return captures && method == CAPTURE_LOST ? EnumSet.of(Effect.LOST) : Set.of();
  }
}
