package dev.baton.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that follows from a state and the clock: sums, problems in the order to fix them, and
 * what can be done next.
 *
 * @param reservation the status on the wire: none, held, changed, committing, claimed, lost
 * @param payment the status on the wire: none, changed, requires-action, ...
 * @param next exactly the actions and operations that the state doesn't refuse; reading, refreshing
 *     and linking are never refused and not listed; merging neither, while it is open
 */
public record Assessment(
    Totals totals, List<Problem> problems, String reservation, String payment, List<String> next) {
  public Assessment {
    problems = List.copyOf(problems);
    next = List.copyOf(next);
  }

  /**
   * Assesses a state.
   *
   * @param now the clock
   * @param fixed the keyed digest that payment is fixed with
   * @param forecast tells what to reserve early, where the storefront does so
   */
  public static Assessment of(
      Checkout checkout,
      Storefront storefront,
      Limits limits,
      Instant now,
      InputDigest fixed,
      Forecast forecast) {
    Totals totals = Totals.of(checkout, storefront);
    String reservation = reservation(checkout, now, fixed);
    String payment = payment(checkout, totals, fixed);
    List<Problem> problems =
        checkout instanceof Checkout.Open open
            ? Policies.problems(
                new Policies.Facts(
                    open.contents(),
                    storefront,
                    limits,
                    now,
                    totals,
                    reservation,
                    payment,
                    forecast))
            : List.of();
    return new Assessment(
        totals, problems, reservation, payment, Moves.next(checkout, storefront, problems));
  }

  /**
   * Why an operation or action is refused in this state, as {@code step-not-open} with the problems
   * that stand against it as {@code reasons}; null when it is open.
   *
   * @param name as in {@link #next}
   */
  public @Nullable Refusal refusal(String name) {
    return next.contains(name) ? null : Moves.notOpen(name, problems);
  }

  private static String reservation(Checkout checkout, Instant now, InputDigest fixed) {
    Reservation reservation = checkout.reservation();
    if (reservation.status() == Reservation.Status.HELD) {
      if (reservation.until() != null && !now.isBefore(reservation.until())) {
        return "lost";
      }
      if (!fixed.of(FixedText.ofHeld(checkout.contents())).equals(reservation.lines())) {
        return "changed";
      }
    }
    return wire(reservation.status());
  }

  private static String payment(Checkout checkout, Totals totals, InputDigest fixed) {
    Payment payment = checkout.payment();
    boolean edited =
        checkout instanceof Checkout.Open
            && payment.live()
            && !fixed.of(FixedText.of(checkout.contents(), totals)).equals(payment.fixed());
    return edited ? "changed" : wire(payment.status());
  }

  private static String wire(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
