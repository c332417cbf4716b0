package dev.baton.rest;

import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.customer;
import static dev.baton.rest.Shopper.line;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What shoppers are told where only several calls lead. */
final class Predicaments {
  private Predicaments() {}

  static Response renewedOften() {
    Shopper shopper = Shopper.ready(MUG);
    for (int times = 0; times < 5; times++) {
      shopper.ok(shopper.reserve());
    }
    return shopper.reserve();
  }

  static Response diverged() {
    Shopper shopper = Shopper.ready(MUG);
    Shopper other = shopper.fork();
    other.ok(other.act(line("mug-red", 1)));
    shopper.ok(shopper.reserve());
    return other.reserve();
  }

  /** Another call while the payment provider still thinks about a payment. */
  static Response busy() throws Exception {
    try (var threads = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < 5; round++) {
        Shopper shopper = Shopper.ready(MUG);
        Shopper other = shopper.fork();
        Future<Response> payment = threads.submit(() -> shopper.pay("pm_sandbox_slow"));
        while (!payment.isDone()) {
          // Refused in any case: it isn't paid. What changes is why.
          Response response = other.complete();
          if (busy(response)) {
            assertEquals(200, payment.get().statusCode(), payment.get().asString());
            return response;
          }
        }
      }
    }
    throw new AssertionError("no call ever met another one");
  }

  private static boolean busy(Response response) {
    return response.<String>path("type").endsWith("/checkout-busy");
  }

  static Shopper editedAfterPaying() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.pay("pm_card_visa"));
    return shopper.ok(shopper.act(line("mug-red", 1)));
  }

  static Response tooManyAttempts() {
    Shopper shopper = Shopper.ready(MUG);
    Response answer = shopper.pay("pm_card_visa_chargeDeclined");
    for (int i = 0; i < 10 && answer.statusCode() == 402; i++) {
      answer = shopper.pay("pm_card_visa_chargeDeclined");
    }
    return answer;
  }

  static Response rejected() {
    Shopper shopper = Shopper.begins(MUG, customer("order-rejected@example.com"), BERLIN, STANDARD);
    return shopper.ok(shopper.pay("pm_card_visa")).complete();
  }

  /** An action that sets so many lines, each with a text so long. */
  static String lines(int lines, int textLength) {
    return IntStream.range(0, lines)
        .mapToObj(i ->
            "{\"sku\":\"pin-one\",\"quantity\":1,\"attributes\":{\"engraving\":\"%d%s\"}}"
                .formatted(i, "x".repeat(textLength)))
        .collect(Collectors.joining(",", "{\"action\":\"set-lines\",\"lines\":[", "]}"));
  }

  /** A call that meets as many others as are let in at once. */
  static Response withoutPlaces(Admission admission, Supplier<Response> call) {
    int taken = 0;
    while (admission.enter(Admission.Share.STEP)) {
      taken++;
    }
    try {
      return call.get();
    } finally {
      for (; taken > 0; taken--) {
        admission.leave(Admission.Share.STEP);
      }
    }
  }
}
