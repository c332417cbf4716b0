package dev.baton.checkout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a checkout in what the shopper pays. */
public final class Changes {
  private final List<Change> changes = new ArrayList<>();

  private Changes() {}

  /**
   * One difference.
   *
   * @param pointer RFC 6901, into the later checkout as JSON; of a line that is gone, into the
   *     earlier one
   * @param from null when it wasn't there or not known
   * @param to null when it is gone or not known any more
   */
  public record Change(String pointer, @Nullable Object from, @Nullable Object to) {
    /** As the members of a problem. */
    public Map<String, @Nullable Object> members() {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("pointer", pointer);
      members.put("from", from);
      members.put("to", to);
      return members;
    }
  }

  /** Every difference in prices, quantities, promotions, shipping, tax and sums. */
  public static List<Change> between(Checkout before, Checkout after, Storefront storefront) {
    Totals old = Totals.of(before, storefront);
    Totals now = Totals.of(after, storefront);
    Changes found = new Changes();
    found.lines(before.contents(), after.contents(), old, now);
    found.add("/shipping/option", optionId(before), optionId(after));
    found.promotions(old, now, after.contents());
    found.add("/totals/items", old.items(), now.items());
    found.add("/totals/discount", old.discount(), now.discount());
    found.add("/totals/shipping", old.shipping(), now.shipping());
    found.add("/totals/tax", old.tax(), now.tax());
    found.add("/totals/taxIncluded", old.taxIncluded(), now.taxIncluded());
    found.add("/totals/total", old.total(), now.total());
    return List.copyOf(found.changes);
  }

  /** The refusal of a call that expected another total than {@code after}'s. */
  public static Refusal totalChanged(
      long expected, Checkout before, Checkout after, Storefront storefront) {
    long actual = Totals.of(after, storefront).total();
    return new Refusal(
        ProblemType.TOTAL_CHANGED,
        "/expectedTotal",
        "The total is " + actual + ", not " + expected,
        Map.of(
            "expected",
            expected,
            "actual",
            actual,
            "changes",
            between(before, after, storefront).stream().map(Change::members).toList()));
  }

  private void lines(Contents before, Contents after, Totals old, Totals now) {
    for (int i = 0; i < before.lines().size(); i++) {
      Line was = before.lines().get(i);
      if (after.line(was.id()) == null) {
        add("/lines/" + i + "/quantity", was.quantity(), null);
      }
    }
    for (int i = 0; i < after.lines().size(); i++) {
      Line line = after.lines().get(i);
      Line was = before.line(line.id());
      String at = "/lines/" + i;
      add(at + "/quantity", was == null ? null : was.quantity(), line.quantity());
      add(at + "/unitPrice", unitPrice(was), unitPrice(line));
      Totals.LineSum sum = now.line(line.id());
      Totals.LineSum oldSum = was == null ? null : old.line(line.id());
      add(at + "/discount", oldSum == null ? null : oldSum.discount(), sum.discount());
      add(at + "/tax", oldSum == null ? null : oldSum.tax(), sum.tax());
    }
  }

  private void promotions(Totals old, Totals now, Contents after) {
    old.promotions()
        .forEach((id, amount) -> {
          if (!now.promotions().containsKey(id)) {
            add("/promotions", id, null);
          }
        });
    for (int i = 0; i < after.promotions().size(); i++) {
      String id = after.promotions().get(i).id();
      add("/promotions/" + i + "/amount", old.promotions().get(id), now.promotions().get(id));
    }
  }

  private static @Nullable Object unitPrice(@Nullable Line line) {
    return line == null || line.price() == null ? null : line.priced().unitPrice();
  }

  private static @Nullable Object optionId(Checkout checkout) {
    ShippingOption option = checkout.contents().shippingOption();
    return option == null ? null : option.id();
  }

  private void add(String pointer, @Nullable Object from, @Nullable Object to) {
    if (!Objects.equals(from, to)) {
      changes.add(new Change(pointer, from, to));
    }
  }
}
