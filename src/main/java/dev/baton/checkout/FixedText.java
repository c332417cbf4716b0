package dev.baton.checkout;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is fixed at payment, and what is held, as canonical text for a keyed digest. */
public final class FixedText {
  private FixedText() {}

  /**
   * Everything that is bought and paid: storefront, checkout, lines, amounts, customer, addresses,
   * shipping, promotions and attributes. The order in which lines were added is no part of it.
   */
  public static String of(Contents contents, Totals totals) {
    CanonicalText text =
        new CanonicalText()
            .add("payment")
            .add(contents.storefront())
            .add(contents.id())
            .add(contents.currency())
            .add(contents.country())
            .add(contents.personal().customer())
            .add(contents.personal().shippingAddress())
            .add(contents.personal().billingAddress())
            .add(contents.attributes());
    lines(text, contents, totals);
    shipping(text, contents, totals);
    promotions(text, contents, totals);
    return text.add(totals.taxIncluded())
        .add(totals.items())
        .add(totals.discount())
        .add(totals.tax())
        .add(totals.total())
        .add(totals.giftCards())
        .toString();
  }

  /** The units of each SKU that a reservation of these contents holds. */
  public static String ofHeld(Contents contents) {
    Map<String, Long> units = new TreeMap<>();
    contents.lines().forEach(line -> units.merge(line.sku(), (long) line.quantity(), Long::sum));
    CanonicalText text = new CanonicalText().add("held").add(contents.id());
    units.forEach((sku, quantity) -> text.add(sku).add(quantity));
    return text.toString();
  }

  private static void lines(CanonicalText text, Contents contents, Totals totals) {
    List<Line> lines = contents.lines().stream().sorted(Comparator.comparing(Line::id)).toList();
    text.add(lines.size());
    for (Line line : lines) {
      Totals.LineSum sum = totals.line(line.id());
      text.add(line.sku())
          .add(line.attributes())
          .add(line.quantity())
          .add(line.price() == null ? null : Long.valueOf(line.priced().unitPrice()))
          .add(sum.discount())
          .add(sum.tax())
          .add(sum.total());
    }
  }

  private static void shipping(CanonicalText text, Contents contents, Totals totals) {
    ShippingOption option = contents.shippingOption();
    if (option == null) {
      text.add((String) null);
      return;
    }
    text.add(option.id())
        .add(option.location())
        .add(option.pickupAt())
        .add(totals.shipping())
        .add(totals.shippingDiscount())
        .add(totals.shippingTax());
  }

  private static void promotions(CanonicalText text, Contents contents, Totals totals) {
    text.add(contents.promotions().size());
    for (Promotion promotion : contents.promotions()) {
      text.add(promotion.id())
          .add(promotion.code())
          .add(promotion.limited())
          .add(totals.promotions().get(promotion.id()));
    }
  }
}
