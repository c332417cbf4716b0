package dev.baton.completion;

import dev.baton.completion.Anchors.PayCommand;
import dev.baton.payment.Attempt;
import dev.baton.payment.IntentMetadata;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.PaymentProvider.NewIntent;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The intents of attempts. Keys are the attempt and the part, never the checkout or the amount. No
 * provider is asked to take nothing: an attempt of 0 is authorised by itself, and the order backend
 * alone says what becomes of it.
 */
final class Intents {
  private final PaymentProvider provider;

  Intents(PaymentProvider provider) {
    this.provider = provider;
  }

  Created create(String checkout, String storefront, Attempt attempt, PayCommand command) {
    if (attempt.amount() == 0) {
      return new Created.Made(nothingDue(attempt, Status.AUTHORIZED));
    }
    return provider.create(
        new NewIntent(
            attempt.id(),
            storefront,
            checkout,
            attempt.amount(),
            attempt.currency(),
            command.method(),
            command.returnUrl(),
            IntentMetadata.of(checkout, attempt)));
  }

  /** By its id, else by its metadata: the id may be unknown here, or forgotten there. */
  @Nullable PaymentIntent fetch(Attempt attempt) {
    if (attempt.amount() == 0) {
      return nothingDue(attempt, Status.AUTHORIZED);
    }
    return Optional.ofNullable(attempt.intent())
        .flatMap(provider::fetch)
        .or(() -> provider.find(attempt.id()))
        .orElse(null);
  }

  /** By its metadata only; null when the provider has none. */
  @Nullable PaymentIntent find(String attempt) {
    return provider.find(attempt).orElse(null);
  }

  PaymentIntent capture(Attempt attempt) {
    return attempt.amount() == 0
        ? nothingDue(attempt, Status.CAPTURED)
        : provider.capture(id(attempt), attempt.id() + ":capture");
  }

  PaymentIntent cancel(Attempt attempt) {
    return attempt.amount() == 0
        ? nothingDue(attempt, Status.CANCELLED)
        : provider.cancel(id(attempt), attempt.id() + ":void");
  }

  PaymentIntent refund(Attempt attempt) {
    return attempt.amount() == 0
        ? nothingDue(attempt, Status.REFUNDED)
        : provider.refund(id(attempt), attempt.id() + ":refund");
  }

  private static String id(Attempt attempt) {
    String id = attempt.intent();
    if (id == null) {
      throw new IllegalStateException("the intent of " + attempt + " isn't known");
    }
    return id;
  }

  private static PaymentIntent nothingDue(Attempt attempt, Status status) {
    return new PaymentIntent(
        "nothing-due:" + attempt.id(),
        attempt.id(),
        status,
        0,
        attempt.currency(),
        null,
        null,
        Map.of("fixed", attempt.fixed()));
  }
}
