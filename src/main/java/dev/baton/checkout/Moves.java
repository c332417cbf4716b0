package dev.baton.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which actions and operations a state is open for: what {@code next} lists and what everything
 * else is refused by with {@code step-not-open}.
 *
 * <p>Reading, refreshing and linking are open in every state and so not listed; nor is merging,
 * which every open checkout takes.
 */
public final class Moves {
  /** The actions by their names on the wire, in the order in which {@code next} lists them. */
  public static final List<String> ACTIONS =
      List.of(
          "add-line",
          "set-quantity",
          "remove-line",
          "set-lines",
          "set-customer",
          "set-shipping-address",
          "set-billing-address",
          "choose-shipping-option",
          "apply-promotion",
          "remove-promotion",
          "set-attribute");

  public static final String RESERVE = "reserve";
  public static final String RELEASE = "release";
  public static final String PAY = "pay";
  public static final String COMPLETE = "complete";
  public static final String CANCEL = "cancel";

  /** The operations with a server-side effect, in the order in which {@code next} lists them. */
  public static final List<String> OPERATIONS = List.of(RESERVE, RELEASE, PAY, COMPLETE, CANCEL);

  /** Operations that are open in every state, and so never in {@code next}. */
  public static final String CREATE = "create";

  public static final String READ = "read";
  public static final String REFRESH = "refresh";
  public static final String MERGE = "merge";

  private Moves() {}

  /**
   * What actions need to find in an open checkout.
   *
   * @param lines whether there are any
   * @param ships whether any of them is to be brought, as far as is known
   * @param codes whether any promotion code was applied
   * @param attributes whether the storefront has any
   */
  record Ground(boolean lines, boolean ships, boolean codes, boolean attributes) {
    static Ground of(Contents contents, Storefront storefront) {
      return new Ground(
          !contents.lines().isEmpty(),
          contents.shippable(),
          !contents.codes().isEmpty(),
          !storefront.attributes().isEmpty());
    }
  }

  /** Whether an open checkout takes an action of that name. */
  static boolean takes(String action, Ground ground) {
    return switch (action) {
      case "set-quantity", "remove-line" -> ground.lines();
      case "choose-shipping-option" -> ground.ships();
      case "remove-promotion" -> ground.codes();
      case "set-attribute" -> ground.attributes();
      default -> ACTIONS.contains(action);
    };
  }

  /** The names that a state is open for. */
  static List<String> next(Checkout checkout, Storefront storefront, List<Problem> problems) {
    List<String> next = new ArrayList<>();
    if (checkout instanceof Checkout.Open) {
      Ground ground = Ground.of(checkout.contents(), storefront);
      ACTIONS.stream().filter(action -> takes(action, ground)).forEach(next::add);
    }
    OPERATIONS.stream()
        .filter(operation -> allows(checkout, operation) && !blocked(operation, problems))
        .forEach(next::add);
    return next;
  }

  /** Whether this kind of state has that operation at all. */
  private static boolean allows(Checkout checkout, String operation) {
    return switch (checkout) {
      case Checkout.Open(Contents _, Reservation reservation, Payment payment) ->
          switch (operation) {
            // While a payment is under way, holds belong to whatever completes it.
            case RESERVE ->
                reservation.status() != Reservation.Status.COMMITTING || !payment.live();
            case RELEASE -> reservation.status() == Reservation.Status.HELD;
            // What was taken is never taken again.
            case PAY -> payment.status() != Payment.Status.CAPTURED;
            default -> true;
          };
      case Checkout.Completing _ -> operation.equals(COMPLETE);
      case Checkout.Cancelling _ -> operation.equals(CANCEL);
      case Checkout.Completed _ -> operation.equals(COMPLETE);
      case Checkout.Cancelled _ -> false;
    };
  }

  private static boolean blocked(String operation, List<Problem> problems) {
    return problems.stream().anyMatch(problem -> problem.blocks().contains(operation));
  }

  /** The refusal of a name that isn't open, with the problems that stand against it. */
  static Refusal notOpen(String name, List<Problem> problems) {
    List<Problem> against =
        problems.stream().filter(problem -> problem.blocks().contains(name)).toList();
    if (against.isEmpty()) {
      return withoutGround(name);
    }
    return notOpen(
            name,
            "'" + name + "' is not possible yet: " + against.getFirst().detail(),
            against.stream().map(problem -> problem.type().slug()).distinct().toList())
        .mendedBy(against.stream().flatMap(problem -> problem.fix().stream()).distinct().toList());
  }

  private static Refusal withoutGround(String name) {
    return switch (name) {
      case "set-quantity", "remove-line" -> withoutGround(name, "there are no lines", "add-line");
      case "choose-shipping-option" ->
          withoutGround(name, "nothing in the checkout ships", "add-line");
      case "remove-promotion" -> withoutGround(name, "no code was applied", "apply-promotion");
      case "set-attribute" -> withoutGround(name, "the storefront has no attributes");
      case RELEASE -> withoutGround(name, "nothing is held", RESERVE);
      default -> notOpen(name, "'" + name + "' is not possible in this state", List.of());
    };
  }

  private static Refusal withoutGround(String name, String why, String... fix) {
    return notOpen(name, "'" + name + "' is not possible: " + why, List.of())
        .mendedBy(List.of(fix));
  }

  private static Refusal notOpen(String name, String detail, List<String> reasons) {
    return new Refusal(
        ProblemType.STEP_NOT_OPEN, null, detail, Map.of("step", name, "reasons", reasons));
  }

  /** The refusal of a name by a checkout that is on its way to its end, or there. */
  public static Refusal notOpen(String name, Checkout checkout) {
    return switch (checkout) {
      case Checkout.Open _ -> notOpen(name, List.of());
      case Checkout.Completing _ -> ended(name, "completing", "the order is being made", COMPLETE);
      case Checkout.Cancelling _ -> ended(name, "cancelling", "it is being cancelled", CANCEL);
      case Checkout.Completed _ -> ended(name, "completed", "it has become an order", CREATE);
      case Checkout.Cancelled _ ->
          ended(
              name,
              "cancelled",
              "it was cancelled, or merged into another checkout; refresh says which",
              CREATE);
    };
  }

  private static Refusal ended(String name, String status, String why, String fix) {
    return new Refusal(
        ProblemType.STEP_NOT_OPEN,
        null,
        "'" + name + "' is not possible any more: " + why,
        Map.of(
            "step",
            name,
            "checkoutStatus",
            status,
            "reasons",
            List.of(),
            Refusal.FIX,
            List.of(fix)));
  }
}
