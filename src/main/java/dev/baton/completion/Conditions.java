package dev.baton.completion;

import dev.baton.checkout.Assessment;
import dev.baton.checkout.Changes;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.FixedText;
import dev.baton.checkout.Forecast;
import dev.baton.checkout.Limits;
import dev.baton.checkout.Moves;
import dev.baton.checkout.Order;
import dev.baton.checkout.Problem;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.Totals;
import dev.baton.payment.Anchor;
import dev.baton.payment.Anchor.Kind;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.Held;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands against an anchor, or answers it, before anything is done. */
final class Conditions {
  /** The id of the checkout that has this one's lines now. */
  private static final String MERGED_INTO = "mergedInto";

  private final Workshop shop;
  private final Limits limits;
  private final InstantSource clock;

  Conditions(Workshop shop, Limits limits, InstantSource clock) {
    this.shop = shop;
    this.limits = limits;
    this.clock = clock;
  }

  // --- what the record answers by itself ---

  /** The answer to a call that was made before, or that comes too late, or too soon. */
  @Nullable AnchorResult known(
      Anchor anchor, Records.Found found, CheckoutRecord record, VerifiedToken token) {
    if (record.ended()) {
      return afterTheEnd(anchor, record, token);
    }
    if (found.leased()) {
      return waiting(anchor, record, token);
    }
    return record.phase() == Phase.OPEN ? repeated(anchor, record, token) : null;
  }

  /** Any genuine token of a completed checkout gets the order; nothing else can be done with it. */
  private AnchorResult afterTheEnd(Anchor anchor, CheckoutRecord record, VerifiedToken token) {
    Anchor last = record.lastAnchor();
    boolean asked =
        switch (anchor.kind()) {
          case COMPLETE -> record.phase() == Phase.COMPLETED;
          // The same call again, or the 202 polled with the token that it returned.
          case CANCEL ->
              record.phase() == Phase.CANCELLED
                  && last != null
                  && last.kind() == Kind.CANCEL
                  && last.knows(token.jti());
          case RESERVE, RELEASE, PAY -> false;
        };
    return asked
        ? new AnchorResult.Done(current(record, token), null)
        : new AnchorResult.Refused(ended(record), current(record, token), null);
  }

  private @Nullable AnchorResult repeated(
      Anchor anchor, CheckoutRecord record, VerifiedToken token) {
    List<Anchor> all = record.anchors();
    for (int i = all.size() - 1; i >= 0; i--) {
      Anchor passed = all.get(i);
      boolean newest = i == all.size() - 1;
      boolean again = passed.repeatedBy(anchor.kind(), token.jti(), anchor.body());
      // A 202 may be repeated with the token that it returned.
      boolean polled =
          newest
              && passed.kind() == Kind.COMPLETE
              && anchor.kind() == Kind.COMPLETE
              && passed.refusal() != null
              && passed.outputs().contains(token.jti());
      if (newest && (again || polled) && passed.refusal() != null) {
        return new AnchorResult.Refused(passed.refusal(), current(record, token), null);
      }
      if (again) {
        return new AnchorResult.Done(
            current(record, token), newest ? nextAction(anchor, record) : null);
      }
    }
    return null;
  }

  /** Fetched anew: it isn't kept anywhere. */
  private PaymentIntent.@Nullable NextAction nextAction(Anchor anchor, CheckoutRecord record) {
    if (anchor.kind() != Kind.PAY
        || record.attempt() == null
        || record.attempt().status() != PaymentIntent.Status.REQUIRES_ACTION) {
      return null;
    }
    PaymentIntent intent = shop.intents().fetch(record.attempt());
    return intent == null ? null : intent.nextAction();
  }

  /** While a worker is at it: 202 for who wants what it is doing, else busy. */
  AnchorResult waiting(Anchor anchor, CheckoutRecord record, VerifiedToken token) {
    boolean wanted =
        (anchor.kind() == Kind.COMPLETE && record.phase() == Phase.COMPLETING)
            || (anchor.kind() == Kind.CANCEL && record.phase() == Phase.CANCELLING);
    return wanted
        ? new AnchorResult.InProgress(current(record, token), shop.config().retryAfter())
        : busy();
  }

  AnchorResult.Refused busy() {
    return new AnchorResult.Refused(
        Refusal.of(ProblemType.CHECKOUT_BUSY, "Another call on this checkout is under way."),
        null,
        shop.config().retryAfter());
  }

  /**
   * Says what is held, paid and ordered, nothing personal; and whether refresh or only merge helps.
   */
  AnchorResult diverged(Records.Found found, VerifiedToken token) {
    CheckoutRecord record = found.record();
    if (record == null) {
      return busy();
    }
    Checkout state = Projection.of(record, token.checkout().contents());
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put("epoch", record.epoch());
    extra.put("held", record.held().stream().mapToLong(unit -> unit.quantity()).sum());
    extra.put("holds", record.held().stream().map(Conditions::members).toList());
    if (record.heldUntil() != null && !record.held().isEmpty()) {
      extra.put("heldUntil", record.heldUntil().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    if (record.order() != null) {
      Order order = record.order().order();
      extra.put("order", Map.of("id", order.id(), "number", order.number()));
    }
    extra.put("reservation", state.reservation().status().name().toLowerCase(Locale.ROOT));
    extra.put(
        "payment", state.payment().status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    extra.put("paid", record.paymentStands() ? state.payment().amount() : 0L);
    extra.put(Refusal.FIX, List.of(record.knows(token.jti()) ? Moves.REFRESH : Moves.MERGE));
    return new AnchorResult.Refused(
        new Refusal(
            ProblemType.CHECKOUT_DIVERGED,
            null,
            "Another copy of this checkout was carried further.",
            extra),
        null,
        null);
  }

  private static Map<String, Object> members(Held held) {
    return Map.of("sku", held.sku(), "quantity", held.quantity());
  }

  static Refusal ended(CheckoutRecord record) {
    boolean completed = record.phase() == Phase.COMPLETED;
    String other = RecordMerging.mergedInto(record);
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put("checkoutStatus", completed ? "completed" : "cancelled");
    extra.put(Refusal.FIX, List.of(Moves.CREATE));
    if (other != null) {
      extra.put(MERGED_INTO, other);
    }
    return new Refusal(
        ProblemType.STEP_NOT_OPEN,
        null,
        completed
            ? "This checkout has become an order."
            : other == null
                ? "This checkout was cancelled."
                : "This checkout was merged into another one, "
                    + other
                    + ", and ended by that: go on there.",
        extra);
  }

  IssuedToken current(CheckoutRecord record, VerifiedToken token) {
    IssuedToken newest = shop.newest(record);
    return newest == null
        ? shop.codec().sealAnchored(Projection.of(record, token.checkout().contents()), token)
        : newest;
  }

  // --- what the state says ---

  /** Why a step isn't open; too little stock has a problem of its own. */
  @Nullable Refusal stepRefused(Checkout state, Storefront storefront, String step) {
    Assessment assessment = assess(state, storefront);
    Refusal refusal = assessment.refusal(step);
    if (refusal == null) {
      return null;
    }
    List<Problem> against =
        assessment.problems().stream().filter(one -> one.blocks().contains(step)).toList();
    if (!against.isEmpty()
        && against.stream().allMatch(one -> one.type() == ProblemType.OUT_OF_STOCK)) {
      return outOfStock(against);
    }
    Problem first = against.isEmpty() ? null : against.getFirst();
    return first != null && first.type() == ProblemType.HOLD_LIMIT
        ? new Refusal(first.type(), null, first.detail(), first.extra())
        : refusal;
  }

  private static Refusal outOfStock(List<Problem> problems) {
    Problem first = problems.getFirst();
    Map<String, Object> extra = new LinkedHashMap<>(first.extra());
    extra.put(
        "lines",
        problems.stream()
            .map(problem -> {
              Map<String, Object> line = new LinkedHashMap<>(problem.extra());
              line.put("pointer", problem.pointer());
              return Map.copyOf(line);
            })
            .toList());
    return new Refusal(ProblemType.OUT_OF_STOCK, null, first.detail(), extra);
  }

  /** Completing goes by what was paid for; an edit since then has a problem of its own. */
  @Nullable Refusal completeRefused(Checkout state, Storefront storefront) {
    Assessment assessment = assess(state, storefront);
    return assessment.payment().equals("changed")
        ? Refusal.of(ProblemType.PAYMENT_CHANGED, "It was edited since it was paid.")
        : assessment.refusal(Moves.COMPLETE);
  }

  /** Compares the total of {@code state} with what the caller expects. */
  @Nullable Refusal otherTotal(
      Checkout before, Checkout state, Storefront storefront, long expected) {
    return Totals.of(state, storefront).total() == expected
        ? null
        : Changes.totalChanged(expected, before, state, storefront);
  }

  /** The keyed digest of what is bought. */
  String fixed(Checkout state, Storefront storefront) {
    return shop.codec()
        .fixedDigest(state)
        .of(FixedText.of(state.contents(), Totals.of(state, storefront)));
  }

  boolean sameToBuy(Checkout one, Checkout other, Storefront storefront) {
    return fixed(one, storefront).equals(fixed(other, storefront));
  }

  private Assessment assess(Checkout state, Storefront storefront) {
    return Assessment.of(
        state, storefront, limits, clock.instant(), shop.codec().fixedDigest(state), Forecast.NONE);
  }
}
