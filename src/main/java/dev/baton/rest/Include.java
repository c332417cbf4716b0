package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a call may ask for beside the checkout. */
enum Include {
  SHIPPING_OPTIONS("shippingOptions"),
  PAYMENT_OPTIONS("paymentOptions");

  private final String wire;

  Include(String wire) {
    this.wire = wire;
  }

  /** The name in requests, and of the member of the answer. */
  String wire() {
    return wire;
  }

  /** Those that a body asks for. */
  static Set<Include> of(Body body) {
    Set<Include> asked = EnumSet.noneOf(Include.class);
    body.listOrEmpty("include", 10, (value, at) -> of(Body.text(value, at, TextRule.INCLUDE), at))
        .forEach(asked::add);
    return asked;
  }

  private static Include of(String name, String pointer) {
    return find(name)
        .orElseThrow(() ->
            new RefusedException(
                new Refusal(
                    ProblemType.INVALID_VALUE,
                    pointer,
                    "There is nothing of this name to include.",
                    Map.of("known", names()))));
  }

  /** Those that a query asks for, each value a name or several with commas between. */
  static Set<Include> of(List<String> query) {
    Set<Include> asked = EnumSet.noneOf(Include.class);
    for (String names : query) {
      for (String name : names.split(",", -1)) {
        asked.add(
            find(name)
                .orElseThrow(() ->
                    new RefusedException(
                        new Refusal(
                            ProblemType.INVALID_PARAMETER,
                            null,
                            "There is nothing of this name to include.",
                            Map.of("parameter", "include", "known", names())))));
      }
    }
    return asked;
  }

  private static Optional<Include> find(String name) {
    return Arrays.stream(values()).filter(include -> include.wire.equals(name)).findFirst();
  }

  private static List<String> names() {
    return Arrays.stream(values()).map(Include::wire).toList();
  }
}
