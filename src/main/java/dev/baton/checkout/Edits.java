package dev.baton.checkout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies the actions of one call to a state, and remembers which action is to blame for what, for
 * the pointers of refusals that only a quote brings about.
 *
 * <p>A line that is taken out and put back within the call keeps its quotes: nothing has changed
 * for the providers, so nobody would ask them again.
 */
final class Edits {
  private final Contents before;
  private final Storefront storefront;
  private final Limits limits;

  private final LinkedHashMap<String, Line> lines = new LinkedHashMap<>();
  private final List<String> codes;
  private final TreeMap<String, String> attributes;
  private Personal personal;
  private @Nullable Shipping shipping;

  private final Map<String, String> touched = new HashMap<>();
  private final Map<String, String> newCodes = new LinkedHashMap<>();
  private @Nullable String choice;
  private @Nullable String moved;
  private @Nullable String grown;

  Edits(Contents before, Storefront storefront, Limits limits) {
    this.before = before;
    this.storefront = storefront;
    this.limits = limits;
    before.lines().forEach(line -> lines.put(line.id(), line));
    this.codes = new ArrayList<>(before.codes());
    this.attributes = new TreeMap<>(before.attributes());
    this.personal = before.personal();
    this.shipping = before.shipping();
  }

  /** Applies one action, or says why not; then nothing of this may be used any more. */
  @Nullable Refusal apply(Action action, String pointer) {
    if (!Moves.takes(action.name(), ground())) {
      return Moves.notOpen(action.name(), List.of()).at(pointer);
    }
    return switch (action) {
      case Action.AddLine add -> addLine(add, pointer);
      case Action.SetQuantity(String line, int quantity) -> setQuantity(line, quantity, pointer);
      case Action.RemoveLine(String line) -> setQuantity(line, 0, pointer);
      case Action.SetLines(List<Action.AddLine> all) -> setLines(all, pointer);
      case Action.SetCustomer(Customer customer) -> {
        personal = new Personal(customer, personal.shippingAddress(), personal.billingAddress());
        yield null;
      }
      case Action.SetShippingAddress(Address address) -> setShippingAddress(address, pointer);
      case Action.SetBillingAddress(Address address) -> {
        moved = pointer;
        personal = new Personal(personal.customer(), personal.shippingAddress(), address);
        yield null;
      }
      case Action.ChooseShippingOption(String option, String location) ->
          choose(Shipping.wish(option, location), pointer);
      case Action.ApplyPromotion(String code) -> applyPromotion(code, pointer);
      case Action.RemovePromotion(String promotion) -> removePromotion(promotion, pointer);
      case Action.SetAttribute(String name, String value) -> setAttribute(name, value, pointer);
    };
  }

  /** What only shows once all actions are applied: counts, and the country they lead to. */
  @Nullable Refusal check() {
    if (grown != null && lines.size() > limits.lines()) {
      return Refusal.at(
          ProblemType.LINE_LIMIT, grown, "A checkout has at most " + limits.lines() + " lines");
    }
    if (!newCodes.isEmpty() && codes.size() > limits.codes()) {
      return Refusal.at(
          ProblemType.CODE_LIMIT,
          newCodes.values().stream().reduce((first, last) -> last).orElseThrow() + "/code",
          "A checkout has at most " + limits.codes() + " promotion codes");
    }
    String country = contents().effectiveCountry();
    if (moved != null
        && !country.equals(before.effectiveCountry())
        && !storefront.countries().contains(country)) {
      return notSold(moved + "/address/country");
    }
    return null;
  }

  /** The state that the actions lead to, with whatever quotes it had. */
  Contents contents() {
    return before.edit(draft -> {
      draft.lines = List.copyOf(lines.values());
      draft.personal = personal;
      draft.shipping = shipping;
      draft.codes = codes;
      draft.attributes = attributes;
      if (lines.isEmpty()) {
        draft.promotions = List.of();
        draft.receipts = List.of();
      }
    });
  }

  /** The codes that these actions applied, each with its action. */
  Map<String, String> newCodes() {
    return newCodes;
  }

  /** The action that chose how to ship, if that is another way than before. */
  @Nullable String choice() {
    return choice;
  }

  /** The place in the request that gave a line its units; null when no action touched it. */
  @Nullable String touched(String line) {
    return touched.get(line);
  }

  private Moves.Ground ground() {
    boolean ships = false;
    for (Line line : lines.values()) {
      // What is new may ship for all we know.
      ships |= line.price() == null ? before.line(line.id()) == null : line.price().shippable();
    }
    return new Moves.Ground(
        !lines.isEmpty(), ships, !codes.isEmpty(), !storefront.attributes().isEmpty());
  }

  private @Nullable Refusal addLine(Action.AddLine add, String pointer) {
    if (add.attributes().size() > limits.attributesPerLine()) {
      return Refusal.at(
          ProblemType.INVALID_VALUE,
          pointer + "/attributes",
          "A line has at most " + limits.attributesPerLine() + " attributes");
    }
    if (add.quantity() < 1) {
      return Refusal.at(
          ProblemType.INVALID_VALUE, pointer + "/quantity", "At least one unit is added");
    }
    Line added = Line.unpriced(add.sku(), add.attributes(), add.quantity());
    Line present = lines.get(added.id());
    long units = (long) add.quantity() + (present == null ? 0 : present.quantity());
    if (units > limits.unitsPerLine()) {
      return tooMany(added, units, pointer);
    }
    touched.put(added.id(), pointer);
    if (present == null) {
      grown = pointer;
      lines.put(added.id(), known(added));
    } else {
      lines.put(added.id(), present.withQuantity((int) units));
    }
    return null;
  }

  /** The line with the quotes that it or, for stock, another one of its SKU had before. */
  private Line known(Line added) {
    Line old = before.line(added.id());
    if (old != null) {
      return old.withQuantity(added.quantity());
    }
    for (Line line : before.lines()) {
      if (line.sku().equals(added.sku())) {
        return added.withAvailable(line.available());
      }
    }
    return added;
  }

  private @Nullable Refusal setQuantity(String id, int quantity, String pointer) {
    Line line = lines.get(id);
    if (line == null) {
      return Refusal.at(ProblemType.UNKNOWN_LINE, pointer + "/line", "No such line");
    }
    if (quantity < 0) {
      return Refusal.at(ProblemType.INVALID_VALUE, pointer + "/quantity", "No fewer than no units");
    }
    if (quantity > limits.unitsPerLine()) {
      return tooMany(line, quantity, pointer);
    }
    touched.put(id, pointer);
    if (quantity == 0) {
      lines.remove(id);
    } else {
      lines.put(id, line.withQuantity(quantity));
    }
    return null;
  }

  private @Nullable Refusal setLines(List<Action.AddLine> all, String pointer) {
    lines.clear();
    for (int i = 0; i < all.size(); i++) {
      Refusal refusal = addLine(all.get(i), pointer + "/lines/" + i);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private Refusal tooMany(Line line, long units, String pointer) {
    return LinePolicies.tooMany(line, units, limits.unitsPerLine()).at(pointer + "/quantity");
  }

  private @Nullable Refusal setShippingAddress(@Nullable Address address, String pointer) {
    if (address != null && !storefront.countries().contains(address.country())) {
      return notSold(pointer + "/address/country");
    }
    moved = pointer;
    personal = new Personal(personal.customer(), address, personal.billingAddress());
    return null;
  }

  private static Refusal notSold(String pointer) {
    return Refusal.at(
        ProblemType.COUNTRY_NOT_SOLD, pointer, "The storefront doesn't sell to this country");
  }

  private @Nullable Refusal choose(Shipping wish, String pointer) {
    boolean asBefore = wish.sameWish(before.shipping());
    shipping = asBefore ? before.shipping() : wish;
    choice = asBefore && shipping != null && shipping.option() != null ? null : pointer;
    return null;
  }

  private @Nullable Refusal applyPromotion(String code, String pointer) {
    if (indexOf(code) < 0) {
      codes.add(code);
      newCodes.put(code, pointer);
    }
    return null;
  }

  /**
   * Takes a code back by the id of its promotion; one that has no promotion (any more) goes by
   * itself.
   */
  private @Nullable Refusal removePromotion(String id, String pointer) {
    String code = id;
    for (Promotion promotion : before.promotions()) {
      if (promotion.id().equals(id)) {
        code = promotion.code();
      }
    }
    int index = code == null ? -1 : indexOf(code);
    if (index < 0) {
      return Refusal.at(
          ProblemType.UNKNOWN_PROMOTION,
          pointer + "/promotion",
          "No code of this checkout stands behind it");
    }
    newCodes.remove(codes.remove(index));
    return null;
  }

  private int indexOf(String code) {
    for (int i = 0; i < codes.size(); i++) {
      if (codes.get(i).equalsIgnoreCase(code)) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable Refusal setAttribute(String name, @Nullable String value, String pointer) {
    if (!storefront.attributes().contains(name)) {
      List<String> known = storefront.attributes().stream().sorted().toList();
      return new Refusal(
          ProblemType.ATTRIBUTE_NOT_ALLOWED,
          pointer + "/name",
          "The storefront has no such attribute, only " + String.join(", ", known),
          Map.of("known", known));
    }
    if (value == null) {
      attributes.remove(name);
    } else {
      attributes.put(name, value);
    }
    return null;
  }
}
