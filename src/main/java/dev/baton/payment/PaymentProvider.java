package dev.baton.payment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payment port. Every changing call takes a key: the same key again gives the same effect once.
 * Faults are a {@link dev.baton.checkout.ProviderException}; one of kind UNKNOWN leaves the outcome
 * open, to be fetched.
 */
public interface PaymentProvider {
  /** The provider's name in addresses and metadata ("sandbox", "http"). */
  String name();

  /**
   * Methods that the shopper can choose from.
   *
   * @param currency ISO 4217
   * @param country ISO 3166-1 alpha-2, the checkout's
   */
  List<PaymentOption> options(String currency, String country);

  /**
   * Creates and, when a method is given, confirms an intent; manual capture. Key: the attempt; the
   * same key with anything else changed is a fault of kind CONTRACT.
   */
  Created create(NewIntent intent);

  /** The intent as it is now, or empty when the provider has none of this id. */
  Optional<PaymentIntent> fetch(String intent);

  /**
   * Finds an intent by the attempt in its metadata; empty when the provider knows none, which right
   * after a lost {@link #create} may still change.
   */
  Optional<PaymentIntent> find(String attempt);

  /** Captures all of an authorised intent. What happened is the status of the answer. */
  PaymentIntent capture(String intent, String key);

  /**
   * Cancels an intent that isn't captured; of a captured one nothing changes. What happened is the
   * status of the answer.
   */
  PaymentIntent cancel(String intent, String key);

  /** Gives all of a captured intent back. */
  PaymentIntent refund(String intent, String key);

  /** The answer to {@link #create}. */
  sealed interface Created {
    /** The intent, made now or by an earlier call; a decline is its status FAILED. */
    record Made(PaymentIntent intent) implements Created {}

    /** The provider knows no such payment method; nothing was made. */
    record UnknownMethod() implements Created {}
  }

  /**
   * What to create.
   *
   * @param attempt names it, and is the idempotency key
   * @param amount minor units, above 0
   * @param currency ISO 4217
   * @param method the provider's id of a payment method; null when the client confirms with the
   *     provider itself
   * @param returnUrl where the shopper comes back to after a redirect
   * @param metadata kept with the intent and returned with it; keys up to 40 and values up to 500
   *     characters, at most 50
   */
  record NewIntent(
      String attempt,
      String storefront,
      String checkout,
      long amount,
      String currency,
      @Nullable String method,
      @Nullable String returnUrl,
      Map<String, String> metadata) {}

  /**
   * A way to pay.
   *
   * @param id what {@code method} takes, or null when the client gets one from the provider
   */
  record PaymentOption(String type, String label, @Nullable String id) {}
}
