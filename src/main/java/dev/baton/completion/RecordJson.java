package dev.baton.completion;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.baton.checkout.Order;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.payment.Anchor;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Fact;
import dev.baton.payment.Held;
import dev.baton.payment.OrderFact;
import dev.baton.payment.PaymentIntent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The record as text. Fields that an older or newer release doesn't know are passed over, so that
 * both can run side by side.
 */
@RegisterForReflection(
    targets = {
      CheckoutRecord.class,
      Anchor.class,
      Attempt.class,
      PaymentIntent.Status.class,
      Held.class,
      OrderFact.class,
      Order.class,
      Refusal.class,
      ProblemType.class,
      Fact.class,
      Fact.Sums.class,
      Fact.Paid.class,
      Fact.Ordered.class
    })
final class RecordJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private RecordJson() {}

  static String write(CheckoutRecord record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record can't be written", e);
    }
  }

  static CheckoutRecord read(String text) {
    try {
      return JSON.readValue(text, CheckoutRecord.class);
    } catch (JsonProcessingException e) {
      // Its text holds sealed tokens: neither it nor the parser's message, which quotes it, is
      // kept.
      throw new IllegalStateException("a record can't be read");
    }
  }
}
