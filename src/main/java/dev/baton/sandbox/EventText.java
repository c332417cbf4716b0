package dev.baton.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.payment.PaymentIntent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** An event as Stripe words and signs it (docs.stripe.com/api/events, docs.stripe.com/webhooks). */
final class EventText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MAC = "HmacSHA256";

  private EventText() {}

  static byte[] of(String id, PaymentIntent intent, @Nullable String account, Instant now) {
    ObjectNode event = JSON.createObjectNode();
    event.put("id", id).put("object", "event").put("type", type(intent));
    event.put("created", now.getEpochSecond()).put("livemode", false);
    if (account != null) {
      event.put("account", account);
    }
    ObjectNode subject = event.putObject("data").putObject("object");
    subject.put("id", intent.id()).put("object", "payment_intent");
    subject.put("amount", intent.amount());
    subject.put("currency", intent.currency().toLowerCase(Locale.ROOT));
    ObjectNode metadata = subject.putObject("metadata");
    intent.metadata().forEach(metadata::put);
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String type(PaymentIntent intent) {
    return switch (intent.status()) {
      case REQUIRES_ACTION -> "payment_intent.requires_action";
      case PROCESSING -> "payment_intent.processing";
      case AUTHORIZED -> "payment_intent.amount_capturable_updated";
      case CAPTURED, REFUNDED -> "payment_intent.succeeded";
      case FAILED -> "payment_intent.payment_failed";
      case CANCELLED -> "payment_intent.canceled";
    };
  }

  /** The value of the header {@code Stripe-Signature}. */
  static String signature(byte[] body, String secret, Instant now) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
      String time = Long.toString(now.getEpochSecond());
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return "t=" + time + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
