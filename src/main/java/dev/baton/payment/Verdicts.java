package dev.baton.payment;

import dev.baton.checkout.Moves;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import java.util.List;
import java.util.Map;

/** Why a payment or an order was refused, as the shopper is told. */
final class Verdicts {
  static final Refusal PAYMENT_REQUIRED =
      Refusal.of(ProblemType.PAYMENT_REQUIRED, "There is no payment to complete with.");
  static final Refusal PAYMENT_MISMATCH =
      Refusal.of(ProblemType.PAYMENT_REFUSED, "The payment isn't for exactly what is to be bought.")
          .mendedBy(List.of(Moves.PAY));
  private static final String REASON = "reason";
  private static final String GIVEN_UP = "abandoned";

  /** It waited for the shopper longer than anybody keeps units for. */
  static final Refusal ABANDONED =
      new Refusal(
          ProblemType.PAYMENT_REQUIRED,
          null,
          "The payment wasn't confirmed in time and was given up. It can be paid again.",
          Map.of(REASON, GIVEN_UP));

  private Verdicts() {}

  static boolean abandoned(Refusal verdict) {
    return GIVEN_UP.equals(verdict.extra().get(REASON));
  }

  static Refusal declined(PaymentIntent intent) {
    String code = intent.declineCode();
    return new Refusal(
        ProblemType.PAYMENT_DECLINED,
        null,
        "The payment was declined.",
        code == null ? Map.of() : Map.of("declineCode", code));
  }

  static Refusal outOfStock(List<OrderBackend.Shortage> lines) {
    return new Refusal(
        ProblemType.OUT_OF_STOCK,
        null,
        "There isn't enough in stock any more.",
        Map.of(
            "lines",
            lines.stream()
                .map(line ->
                    Map.of("line", line.line(), "sku", line.sku(), "available", line.available()))
                .toList()));
  }

  static Refusal totalChanged(long expected, long actual) {
    return new Refusal(
            ProblemType.TOTAL_CHANGED,
            null,
            "The order comes to another total.",
            Map.of("expected", expected, "actual", actual))
        .mendedBy(List.of(Moves.REFRESH, Moves.PAY));
  }

  static Refusal rejected(String code) {
    return new Refusal(
        ProblemType.ORDER_REJECTED, null, "The order was rejected.", Map.of("code", code));
  }
}
