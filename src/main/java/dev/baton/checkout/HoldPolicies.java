package dev.baton.checkout;

import dev.baton.checkout.Policies.Facts;
import java.util.List;
import java.util.Map;

/**
 * What stands against, or for, holding the stock of an open checkout: rules of {@link Policies}.
 */
final class HoldPolicies {
  private HoldPolicies() {}

  /** Paying holds every unit, so what may not be held can't be paid either. */
  static List<Problem> unitsMayBeHeld(Facts facts) {
    long units = stocked(facts).stream().mapToLong(Line::quantity).sum();
    int most = facts.limits().unitsHeld();
    return units <= most
        ? List.of()
        : List.of(
            facts.problem(
                ProblemType.HOLD_LIMIT,
                "/lines",
                "One checkout holds at most " + most + " units, and this has " + units,
                Map.of("maximum", most, "units", units),
                Policies.BUYING,
                "set-quantity",
                "remove-line"));
  }

  /** Notices: a hold that is missing stops nobody, paying takes it anyway. */
  static List<Problem> reservationStands(Facts facts) {
    return switch (facts.reservation()) {
      case "lost" ->
          List.of(
              facts.problem(
                  ProblemType.RESERVATION_LOST,
                  "/reservation",
                  "The reservation has ended",
                  Map.of(),
                  List.of(),
                  Moves.RESERVE));
      case "changed" ->
          List.of(
              facts.problem(
                  ProblemType.RESERVATION_CHANGED,
                  "/reservation",
                  "The lines were edited since they were reserved",
                  Map.of(),
                  List.of(),
                  Moves.RESERVE,
                  Moves.RELEASE));
      default -> List.of();
    };
  }

  /** A notice: from now on others may be faster. */
  static List<Problem> reservationIsDue(Facts facts, List<Problem> others) {
    boolean open =
        facts.reservation().equals("none")
            && !facts.paidFor()
            && !stocked(facts).isEmpty()
            && others.stream().noneMatch(problem -> problem.blocks().contains(Moves.RESERVE));
    boolean due =
        open
            && switch (facts.storefront().holdPolicy()) {
              case AT_PAYMENT, EXPLICIT -> false;
              case AT_SHIPPING -> true;
              case SCARCE_FIRST ->
                  stocked(facts).stream().anyMatch(line -> facts.forecast().scarce(line.sku()));
            };
    return due
        ? List.of(
            facts.problem(
                ProblemType.RESERVATION_DUE,
                "/reservation",
                "Reserving now keeps these units while the checkout goes on",
                Map.of(),
                List.of(),
                Moves.RESERVE))
        : List.of();
  }

  private static List<Line> stocked(Facts facts) {
    return facts.contents().lines().stream().filter(line -> line.available() != null).toList();
  }
}
