package dev.baton.checkout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands against reserving, paying and completing an open checkout: one function per rule, in
 * the order in which a shopper would mend things.
 *
 * <p>What was paid for and not edited since can always be completed: it was checked when payment
 * was entered, and exactly that becomes the order. So problems stand against completing only while
 * there is no such payment.
 */
final class Policies {
  static final List<String> PAYING = List.of(Moves.PAY, Moves.COMPLETE);
  static final List<String> BUYING = List.of(Moves.RESERVE, Moves.PAY, Moves.COMPLETE);
  private static final List<String> NOTHING = List.of();
  private static final String REFRESH = "refresh";
  private static final String TAX = "/totals/tax";
  static final String MEND_SHIPPING = "set-shipping-address";
  static final String MEND_BILLING = "set-billing-address";

  private static final List<Function<Facts, List<Problem>>> ALL =
      List.of(
          Policies::hasLines,
          AddressPolicies::isSoldToThisCountry,
          LinePolicies::linesAreSold,
          LinePolicies::quantitiesAreAllowed,
          HoldPolicies::unitsMayBeHeld,
          LinePolicies::unitsAreInStock,
          Policies::codesApply,
          Policies::customerIsKnown,
          AddressPolicies::shippingAddressIsThere,
          Policies::shippingOptionIsChosen,
          AddressPolicies::billingAddressIsThere,
          Policies::taxIsKnown,
          Policies::quotesAreGenuine,
          Policies::quotesStand,
          HoldPolicies::reservationStands);

  private Policies() {}

  /** What the policies look at. */
  record Facts(
      Contents contents,
      Storefront storefront,
      Limits limits,
      Instant now,
      Totals totals,
      String reservation,
      String payment,
      Forecast forecast) {
    private static final Set<String> PAID_FOR =
        Set.of("requires-action", "processing", "authorized", "captured");

    /** Whether a payment of just this has begun or stands. */
    boolean paidFor() {
      return PAID_FOR.contains(payment);
    }

    Problem problem(
        ProblemType type,
        String pointer,
        String detail,
        Map<String, Object> extra,
        List<String> blocks,
        String... fix) {
      List<String> all = storefront.holdPolicy().blocks(pointer, blocks);
      List<String> standing =
          paidFor()
              ? all.stream().filter(operation -> !operation.equals(Moves.COMPLETE)).toList()
              : all;
      return new Problem(type, pointer, detail, extra, standing, List.of(fix));
    }
  }

  /** All that is wrong, in the order to fix it. */
  static List<Problem> problems(Facts facts) {
    List<Problem> problems = new ArrayList<>();
    for (Function<Facts, List<Problem>> policy : ALL) {
      problems.addAll(policy.apply(facts));
    }
    problems.addAll(HoldPolicies.reservationIsDue(facts, problems));
    problems.addAll(isPaid(facts));
    return problems;
  }

  static List<Problem> hasLines(Facts facts) {
    return facts.contents().lines().isEmpty()
        ? List.of(
            facts.problem(
                ProblemType.CHECKOUT_EMPTY,
                "/lines",
                "There is nothing to buy",
                Map.of(),
                BUYING,
                "add-line"))
        : List.of();
  }

  /** A notice: the total already goes without the promotion. */
  static List<Problem> codesApply(Facts facts) {
    Contents contents = facts.contents();
    if (contents.lines().isEmpty()) {
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    for (String code : contents.codes()) {
      if (!contents.promotes(code)) {
        problems.add(
            facts.problem(
                ProblemType.PROMOTION_NOT_APPLICABLE,
                "/promotions",
                "A code doesn't apply any more",
                Map.of("code", code, "promotion", code),
                NOTHING,
                "remove-promotion"));
      }
    }
    return problems;
  }

  static List<Problem> customerIsKnown(Facts facts) {
    return facts.contents().personal().customer() != null
        ? List.of()
        : List.of(
            facts.problem(
                ProblemType.CUSTOMER_REQUIRED,
                "/customer",
                "Who buys is not known",
                Map.of(),
                PAYING,
                "set-customer"));
  }

  static List<Problem> shippingOptionIsChosen(Facts facts) {
    Contents contents = facts.contents();
    if (!contents.shippable() || contents.shippingOption() != null) {
      return List.of();
    }
    if (contents.shipping() == null) {
      return List.of(
          facts.problem(
              ProblemType.SHIPPING_OPTION_REQUIRED,
              "/shipping",
              "How the goods go is not chosen",
              Map.of(),
              PAYING,
              "choose-shipping-option"));
    }
    if (contents.receipt(Port.SHIPPING) == null) {
      return List.of(
          facts.problem(
              ProblemType.QUOTE_DEGRADED,
              "/shipping",
              "What shipping costs can't be found out at the moment",
              Map.of("port", Port.SHIPPING.wire()),
              PAYING,
              REFRESH));
    }
    return List.of(
        facts.problem(
            ProblemType.SHIPPING_OPTION_UNAVAILABLE,
            "/shipping",
            "The chosen shipping option is not offered for these lines and this address",
            Map.of("option", contents.shipping().wanted()),
            PAYING,
            "choose-shipping-option",
            MEND_SHIPPING));
  }

  static List<Problem> taxIsKnown(Facts facts) {
    if (facts.totals().tax() != null) {
      return List.of();
    }
    // An answer that leaves the tax open has its receipt: without one there was no answer.
    if (facts.contents().receipt(Port.TAX) == null) {
      return List.of(
          facts.problem(
              ProblemType.TAX_UNKNOWN,
              TAX,
              "What tax is due can't be found out at the moment: a service doesn't answer",
              Map.of("port", Port.TAX.wire()),
              PAYING,
              REFRESH));
    }
    return List.of(
        facts.problem(
            ProblemType.TAX_UNKNOWN,
            TAX,
            "The tax is not known for this address",
            Map.of(),
            PAYING,
            MEND_SHIPPING,
            REFRESH));
  }

  /** Stock is asked anew by whatever holds it, so an old figure of it is only a notice. */
  static List<Problem> quotesAreGenuine(Facts facts) {
    return receipts(
        facts,
        (receipt, pointer) ->
            !receipt.degraded()
                ? null
                : facts.problem(
                    ProblemType.QUOTE_DEGRADED,
                    pointer,
                    "The " + receipt.port().wire() + " provider is down; its last answer is shown",
                    Map.of("port", receipt.port().wire()),
                    receipt.port() == Port.INVENTORY ? NOTHING : BUYING,
                    REFRESH));
  }

  /** A notice: reserving and paying ask again anyway. */
  static List<Problem> quotesStand(Facts facts) {
    return receipts(
        facts,
        (receipt, pointer) ->
            receipt.degraded() || facts.now().isBefore(receipt.validUntil())
                ? null
                : facts.problem(
                    ProblemType.QUOTE_EXPIRED,
                    pointer,
                    "The " + receipt.port().wire() + " quote has expired",
                    Map.of("port", receipt.port().wire()),
                    NOTHING,
                    REFRESH));
  }

  static List<Problem> isPaid(Facts facts) {
    if (facts.paidFor()) {
      return List.of();
    }
    return facts.payment().equals("changed")
        ? List.of(
            facts.problem(
                ProblemType.PAYMENT_CHANGED,
                "/payment",
                "The checkout was edited since it was paid",
                Map.of(),
                List.of(Moves.COMPLETE),
                Moves.PAY))
        : List.of(
            facts.problem(
                ProblemType.PAYMENT_REQUIRED,
                "/payment",
                "It is not paid",
                Map.of(),
                List.of(Moves.COMPLETE),
                Moves.PAY));
  }

  interface Check<T> {
    @Nullable Problem of(T subject, String pointer);
  }

  private static List<Problem> receipts(Facts facts, Check<Receipt> check) {
    return each(facts.contents().receipts(), "/quotes/", check);
  }

  static <T> List<Problem> each(List<T> subjects, String pointer, Check<T> check) {
    List<Problem> problems = List.of();
    for (int i = 0; i < subjects.size(); i++) {
      Problem problem = check.of(subjects.get(i), pointer + i);
      if (problem != null) {
        problems = problems.isEmpty() ? new ArrayList<>() : problems;
        problems.add(problem);
      }
    }
    return problems;
  }
}
