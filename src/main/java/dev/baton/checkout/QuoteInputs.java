package dev.baton.checkout;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What each quote depends on, as canonical text: while it stays the same, the quote stands. The
 * order of lines and codes is no part of it, so that forks agree whatever the order of their edits.
 */
final class QuoteInputs {
  private QuoteInputs() {}

  /** The input of one port's quote for a state. */
  static String of(Port port, Contents contents, boolean taxIncluded) {
    CanonicalText text =
        new CanonicalText()
            .add(port.wire())
            .add(contents.storefront())
            .add(contents.currency())
            .add(contents.locale());
    switch (port) {
      case PRICING -> pricing(text, contents, taxIncluded);
      case INVENTORY -> inventory(text, contents);
      case SHIPPING -> shipping(text, contents);
      case TAX -> tax(text, contents);
      case PAYMENT, ORDERS, SCREENING ->
          throw new IllegalArgumentException("not a quote port: " + port.wire());
    }
    return text.toString();
  }

  /** Prices go by country, lines, codes and who buys. */
  private static void pricing(CanonicalText text, Contents contents, boolean taxIncluded) {
    text.add(taxIncluded).add(contents.effectiveCountry()).add(contents.personal().customer());
    List<Line> lines = sorted(contents, line -> true);
    text.add(lines.size());
    for (Line line : lines) {
      text.add(line.sku()).add(line.attributes()).add(line.quantity());
    }
    text.add(contents.codes().size());
    contents.codes().stream().sorted().forEach(text::add);
  }

  /** Stock goes by SKU, not by how many are wanted. */
  private static void inventory(CanonicalText text, Contents contents) {
    TreeSet<String> skus = new TreeSet<>();
    contents.lines().forEach(line -> skus.add(line.sku()));
    skus.forEach(text::add);
  }

  /** The options go by what has to be brought where, and by what it is worth. */
  private static void shipping(CanonicalText text, Contents contents) {
    List<Line> lines = sorted(contents, line -> line.price() != null && line.priced().shippable());
    text.add(TotalsReckoning.itemsNet(contents.lines(), contents.promotions())).add(lines.size());
    for (Line line : lines) {
      text.add(line.sku()).add(line.attributes()).add(line.quantity());
    }
    place(text, contents.deliveryAddress());
  }

  /** Rates go by what is sold where and to whom, and by the way that it goes. */
  private static void tax(CanonicalText text, Contents contents) {
    List<Line> lines = sorted(contents, line -> line.price() != null);
    text.add(lines.size());
    for (Line line : lines) {
      text.add(line.sku())
          .add(line.attributes())
          .add(line.quantity())
          .add(line.priced().unitPrice())
          .add(line.priced().taxCategory());
    }
    ShippingOption option = contents.shippingOption();
    text.add(option == null ? null : option.id()).add(option == null ? null : option.location());
    place(text, contents.destination());
    text.add(contents.personal().customer());
  }

  private static void place(CanonicalText text, Address address) {
    text.add(address.line1())
        .add(address.line2())
        .add(address.postalCode())
        .add(address.city())
        .add(address.region())
        .add(address.country());
  }

  private static List<Line> sorted(Contents contents, Predicate<Line> which) {
    List<Line> lines = contents.lines();
    if (lines.isEmpty()) {
      return Collections.emptyList();
    }
    return lines.stream().filter(which).sorted(Comparator.comparing(Line::id)).toList();
  }
}
