package dev.baton.completion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the payment provider's events. A genuine one is only a hint to look at a payment: what is
 * believed is the provider's answer, so that duplicates and any order of arrival end the same.
 */
public final class PaymentEvents {
  private static final Logger LOG = Logger.getLogger(PaymentEvents.class);
  private static final String WHOLE_BODY = "";

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(100).build())
              .build());

  private final PaymentProvider provider;
  private final Recovery recovery;
  private final CompletionMetrics metrics;
  private final WebhookConfig config;
  private final Duration retryAfter;
  private final InstantSource clock;

  PaymentEvents(
      PaymentProvider provider,
      Recovery recovery,
      CompletionMetrics metrics,
      WebhookConfig config,
      Duration retryAfter,
      InstantSource clock) {
    this.provider = provider;
    this.recovery = recovery;
    this.metrics = metrics;
    this.config = config;
    this.retryAfter = retryAfter;
    this.clock = clock;
  }

  /** What the provider is told. */
  public sealed interface Receipt {
    /** It need not be sent again. */
    record Done() implements Receipt {}

    /** It is none that can be believed, or read. */
    record Refused(Refusal refusal) implements Receipt {}

    /** Nothing is certain yet: it has to be sent again. */
    record Again(Refusal refusal, Duration retryAfter) implements Receipt {}
  }

  /**
   * Takes an event.
   *
   * @param name of the provider in the address
   * @param signature the header {@code Stripe-Signature}
   * @param body as it came
   */
  public Receipt receive(String name, @Nullable String signature, byte[] body) {
    Receipt receipt = judged(name, signature, body);
    metrics.webhook(
        switch (receipt) {
          case Receipt.Done _ -> "done";
          case Receipt.Refused(Refusal refusal) -> refusal.type().slug();
          case Receipt.Again _ -> "again";
        });
    return receipt;
  }

  private Receipt judged(String name, @Nullable String signature, byte[] body) {
    if (!name.equals(provider.name())) {
      return refused(
          ProblemType.UNKNOWN_PAYMENT_PROVIDER, null, "Payments aren't taken with that provider.");
    }
    List<String> secrets = config.secrets().orElse(List.of());
    return switch (WebhookSignature.verify(
        signature, body, secrets, clock.instant(), config.tolerance())) {
      case WRONG ->
          refused(
              ProblemType.WEBHOOK_SIGNATURE_WRONG,
              WHOLE_BODY,
              secrets.isEmpty()
                  ? "No secret is configured here."
                  : "No signature fits these bytes.");
      case TOO_OLD ->
          refused(ProblemType.WEBHOOK_TOO_OLD, WHOLE_BODY, "It wasn't signed just now.");
      case GENUINE -> read(body);
    };
  }

  private Receipt read(byte[] body) {
    JsonNode event;
    try {
      event = JSON.readTree(body);
    } catch (IOException e) {
      return refused(ProblemType.INVALID_JSON, WHOLE_BODY, "The event can't be read.");
    }
    if (event == null || !event.isObject()) {
      return refused(ProblemType.WRONG_TYPE, WHOLE_BODY, "An event is an object.");
    }
    JsonNode account = event.path("account");
    if (config.account().isPresent()
        && account.isTextual()
        && !account.asText().equals(config.account().get())) {
      return refused(ProblemType.WEBHOOK_OTHER_ACCOUNT, null, "It names another account.");
    }
    JsonNode subject = event.at("/data/object");
    if (!subject.isObject()) {
      return refused(ProblemType.MISSING_FIELD, "/data/object", "It doesn't say what it is about.");
    }
    String intent = intent(subject);
    return intent == null ? new Receipt.Done() : look(intent);
  }

  /** The payment that an event is about; null when it is about none. */
  private static @Nullable String intent(JsonNode subject) {
    boolean itself = subject.path("object").asText().equals("payment_intent");
    String id = subject.path(itself ? "id" : "payment_intent").asText();
    return id.isEmpty() || id.length() > 200 ? null : id;
  }

  private Receipt look(String id) {
    Optional<PaymentIntent> intent = provider.fetch(id);
    Recovery.Result result = intent.isEmpty() ? null : recovery.ofIntent(intent.get());
    if (result == null || result.settled()) {
      return new Receipt.Done();
    }
    LOG.debugf("An event has to come again: %s", CompletionMetrics.name(result.outcome()));
    return new Receipt.Again(
        Refusal.of(ProblemType.WEBHOOK_BUSY, "Its checkout is being worked on; send it again."),
        retryAfter);
  }

  private static Receipt refused(ProblemType type, @Nullable String pointer, String detail) {
    return new Receipt.Refused(
        pointer == null ? Refusal.of(type, detail) : Refusal.at(type, pointer, detail));
  }
}
