package dev.baton.checkout;

import dev.baton.checkout.Policies.Facts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What lines an open checkout needs before anything is bought: named rules of {@link Policies}. */
final class LinePolicies {
  private LinePolicies() {}

  static List<Problem> linesAreSold(Facts facts) {
    return lines(
        facts,
        (line, pointer) ->
            line.price() != null
                ? null
                : facts.problem(
                    ProblemType.UNKNOWN_SKU,
                    pointer,
                    "This is not sold any more",
                    Map.of(),
                    Policies.BUYING,
                    "remove-line"));
  }

  static List<Problem> quantitiesAreAllowed(Facts facts) {
    return lines(
        facts,
        (line, pointer) -> {
          Integer most = line.price() == null ? null : line.price().maxQuantity();
          int allowed =
              Math.min(facts.limits().unitsPerLine(), most == null ? Integer.MAX_VALUE : most);
          if (line.quantity() <= allowed) {
            return null;
          }
          Refusal tooMany = tooMany(line, line.quantity(), allowed);
          return facts.problem(
              tooMany.type(),
              pointer + "/quantity",
              tooMany.detail(),
              tooMany.extra(),
              Policies.BUYING,
              "set-quantity",
              "remove-line");
        });
  }

  /** Says the limit, what was asked for, and of what. */
  static Refusal tooMany(Line line, long units, int most) {
    return new Refusal(
        ProblemType.QUANTITY_LIMIT,
        null,
        "At most %d of %s can be bought in one line, and this would be %d"
            .formatted(most, line.sku(), units),
        Map.of("maximum", most, "quantity", units, "sku", line.sku()));
  }

  /** Lines of one SKU share its units, the first one first. */
  static List<Problem> unitsAreInStock(Facts facts) {
    Map<String, Long> taken = new HashMap<>();
    return lines(
        facts,
        (line, pointer) -> {
          Long onHand = line.available();
          if (onHand == null || line.price() == null) {
            return null;
          }
          long before = taken.getOrDefault(line.sku(), 0L);
          taken.put(line.sku(), before + line.quantity());
          long available = Math.max(0, onHand - before);
          return line.quantity() <= available
              ? null
              : facts.problem(
                  ProblemType.OUT_OF_STOCK,
                  pointer + "/quantity",
                  available == 0 ? "This is out of stock" : "Only " + available + " are left",
                  Map.of("available", available),
                  Policies.BUYING,
                  "set-quantity",
                  "remove-line");
        });
  }

  private static List<Problem> lines(Facts facts, Policies.Check<Line> check) {
    return Policies.each(facts.contents().lines(), "/lines/", check);
  }
}
