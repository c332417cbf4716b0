package dev.baton.checkout;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stateless steps: pure, but for the quotes that they ask. The same state and actions give the
 * same result while quotes stand.
 *
 * <p>A {@link ProviderException} means that the step can't be taken without the pricing provider,
 * which is down; nothing has changed then.
 */
public final class Steps {
  private final QuoteDesk desk;
  private final InstantSource clock;
  private final Limits limits;

  public Steps(QuoteDesk desk, InstantSource clock, Limits limits) {
    this.desk = desk;
    this.clock = clock;
    this.limits = limits;
  }

  /** The caps that these steps go by. */
  public Limits limits() {
    return limits;
  }

  /**
   * Applies the first actions to a new checkout; its revision is 1, whatever they are.
   *
   * @param begun nobody has seen it yet
   * @param actions may be none
   * @throws ProviderException if the lines can't be priced now
   */
  public StepResult create(
      Checkout.Open begun,
      Storefront storefront,
      List<Action> actions,
      String actionsPointer,
      @Nullable Long expectedTotal,
      boolean wantOptions,
      InputDigest digest) {
    return switch (act(
        begun, storefront, actions, actionsPointer, expectedTotal, wantOptions, digest)) {
      case StepResult.Accepted(Checkout.Open open, Quote.ShippingOptions options) ->
          new StepResult.Accepted(open.with(open.contents().withRevision(1)), options);
      case StepResult.Accepted accepted -> accepted;
      case StepResult.Refused refused -> refused;
    };
  }

  /**
   * Applies actions in order, all or none; quotes are asked once, after the last, and only those
   * whose input changed or that have expired. The revision grows by one if anything changed.
   *
   * @param actionsPointer where the actions stand in the request, for the pointers of a refusal
   *     ("/actions")
   * @param expectedTotal refuse with total-changed if the total comes to anything else; null for no
   *     such check
   * @param wantOptions whether the shipping options are wanted in the answer
   * @throws ProviderException if pricing is down and a line has no price yet, or a code is new
   */
  public StepResult act(
      Checkout checkout,
      Storefront storefront,
      List<Action> actions,
      String actionsPointer,
      @Nullable Long expectedTotal,
      boolean wantOptions,
      InputDigest digest) {
    if (!(checkout instanceof Checkout.Open open)) {
      return refusedAsClosed(checkout, actions, actionsPointer);
    }
    Edits edits = new Edits(open.contents(), storefront, limits);
    for (int i = 0; i < actions.size(); i++) {
      Refusal refusal = edits.apply(actions.get(i), actionsPointer + "/" + i);
      if (refusal != null) {
        return new StepResult.Refused(refusal);
      }
    }
    Refusal refusal = edits.check();
    if (refusal != null) {
      return new StepResult.Refused(refusal);
    }
    try {
      Quoting.Quoted quoted =
          new Quoting(desk, clock.instant(), storefront, digest)
              .quote(
                  edits.contents(),
                  new Quoting.Ask(
                      false, edits.choice() != null, !edits.newCodes().isEmpty(), wantOptions));
      refusal = refusalOfQuotes(edits, open.contents(), quoted);
      return refusal == null
          ? accept(open, storefront, quoted, expectedTotal)
          : new StepResult.Refused(refusal);
    } catch (Money.OutOfRange e) {
      return tooLarge(actionsPointer);
    }
  }

  /**
   * Asks every quote that has expired, or all of them, again. A checkout that isn't open any more
   * stays as it is.
   *
   * @throws ProviderException if pricing is down and a line has no price
   */
  public StepResult requote(
      Checkout checkout,
      Storefront storefront,
      boolean all,
      boolean wantOptions,
      InputDigest digest) {
    if (!(checkout instanceof Checkout.Open open)) {
      return new StepResult.Accepted(checkout, null);
    }
    try {
      Quoting.Quoted quoted =
          new Quoting(desk, clock.instant(), storefront, digest)
              .quote(open.contents(), new Quoting.Ask(all, false, false, wantOptions));
      return accept(open, storefront, quoted, null);
    } catch (Money.OutOfRange e) {
      return tooLarge(null);
    }
  }

  /**
   * Brings lines and codes of elsewhere into a checkout, at today's prices and as far as they are
   * still to be had. The revision stays.
   *
   * @param pointer where they come from in the request, for a refusal
   * @throws ProviderException if pricing is down
   */
  public BringResult bring(
      Checkout.Open into,
      Storefront storefront,
      LinesAndCodes brought,
      String pointer,
      boolean wantOptions,
      InputDigest digest) {
    Quoting quoting = new Quoting(desk, clock.instant(), storefront, digest);
    Bringing bringing = new Bringing(into.contents(), brought, limits, quoting);
    Refusal refusal = bringing.add(pointer);
    if (refusal != null) {
      return new BringResult.Refused(refusal);
    }
    try {
      Quoting.Quoted quoted = bringing.quoted(wantOptions);
      Checkout.Open after = into.with(quoted.contents());
      Totals.of(after, storefront);
      return new BringResult.Brought(after, quoted.options(), bringing.changes());
    } catch (Money.OutOfRange e) {
      return new BringResult.Refused(
          Refusal.at(
              ProblemType.AMOUNT_TOO_LARGE, pointer, "An amount would exceed 2^53-1 minor units"));
    }
  }

  private static StepResult refusedAsClosed(
      Checkout checkout, List<Action> actions, String pointer) {
    if (actions.isEmpty()) {
      return new StepResult.Accepted(checkout, null);
    }
    return new StepResult.Refused(
        Moves.notOpen(actions.getFirst().name(), checkout).at(pointer + "/0"));
  }

  private static StepResult tooLarge(@Nullable String pointer) {
    return new StepResult.Refused(
        new Refusal(
            ProblemType.AMOUNT_TOO_LARGE,
            pointer,
            "An amount would exceed 2^53-1 minor units",
            Map.of()));
  }

  private static StepResult accept(
      Checkout.Open before,
      Storefront storefront,
      Quoting.Quoted quoted,
      @Nullable Long expectedTotal) {
    Checkout.Open after = before.with(quoted.contents());
    Totals totals = Totals.of(after, storefront);
    if (expectedTotal != null && expectedTotal != totals.total()) {
      return new StepResult.Refused(Changes.totalChanged(expectedTotal, before, after, storefront));
    }
    if (!quoted.contents().equals(before.contents())) {
      after = after.with(quoted.contents().withRevision(before.contents().revision() + 1));
    }
    return new StepResult.Accepted(after, quoted.options());
  }

  /** What providers said against something that these very actions asked for. */
  private static @Nullable Refusal refusalOfQuotes(
      Edits edits, Contents before, Quoting.Quoted quoted) {
    for (Line line : quoted.contents().lines()) {
      String pointer = edits.touched(line.id());
      if (pointer == null) {
        continue;
      }
      if (line.price() == null) {
        if (before.line(line.id()) == null) {
          return Refusal.at(ProblemType.UNKNOWN_SKU, pointer + "/sku", "Not sold here");
        }
      } else if (line.price().maxQuantity() != null
          && line.quantity() > line.price().maxQuantity()) {
        return LinePolicies.tooMany(line, line.quantity(), line.price().maxQuantity())
            .at(pointer + "/quantity");
      }
    }
    Refusal refusal = refusalOfCodes(edits, quoted);
    return refusal == null ? refusalOfChoice(edits, quoted) : refusal;
  }

  private static @Nullable Refusal refusalOfCodes(Edits edits, Quoting.Quoted quoted) {
    if (quoted.contents().lines().isEmpty()) {
      return null;
    }
    for (Map.Entry<String, String> applied : edits.newCodes().entrySet()) {
      String code = applied.getKey();
      if (!quoted.contents().promotes(code)) {
        Quote.CodeRejection why =
            quoted.rejected().getOrDefault(code, Quote.CodeRejection.NOT_APPLICABLE);
        return new Refusal(
            ProblemType.PROMOTION_NOT_APPLICABLE,
            applied.getValue() + "/code",
            "The code doesn't apply to this checkout",
            Map.of("reason", why.name().toLowerCase(Locale.ROOT).replace('_', '-')));
      }
    }
    return null;
  }

  /** "cheapest" is a wish that may stay open; an option by name has to be there. */
  private static @Nullable Refusal refusalOfChoice(Edits edits, Quoting.Quoted quoted) {
    Shipping choice = quoted.contents().shipping();
    if (edits.choice() == null
        || choice == null
        || choice.option() != null
        || quoted.options() == null
        || (choice.wanted().equals(Shipping.CHEAPEST) && choice.wantedLocation() == null)) {
      return null;
    }
    boolean place =
        quoted.options().options().stream().anyMatch(o -> o.id().equals(choice.wanted()));
    return Refusal.at(
        ProblemType.SHIPPING_OPTION_UNAVAILABLE,
        edits.choice() + (place ? "/location" : "/option"),
        "That shipping option is not offered for these lines and this address");
  }
}
