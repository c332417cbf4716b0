package dev.baton.token;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.TaxRate;
import dev.baton.checkout.Totals;
import dev.baton.token.Carried.Array;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the lines of {@code chk}, the tables that they point into, and what points to them. */
final class LinesWriter {
  private final PositionalWriter out;
  private final Totals totals;
  private final Carried carried;
  private final Map<List<TaxRate>, Integer> taxSets = new LinkedHashMap<>();
  private final Map<Kind, Integer> kinds = new LinkedHashMap<>();

  /** What many lines have in common. */
  private record Kind(String category, boolean shippable) {
    static Kind of(LinePrice price) {
      return new Kind(price.taxCategory(), price.shippable());
    }
  }

  LinesWriter(PositionalWriter out, Totals totals, Carried carried) {
    this.out = out;
    this.totals = totals;
    this.carried = carried;
  }

  /** The tables that lines and shipping point into. */
  void tables(Contents contents) throws IOException {
    for (Line line : contents.lines()) {
      addTaxSet(line.taxRates());
      if (line.price() != null) {
        kinds.putIfAbsent(Kind.of(line.price()), kinds.size());
      }
    }
    addTaxSet(contents.shipping() == null ? null : contents.shipping().taxRates());
    if (taxSets.isEmpty()) {
      out.absent();
    } else {
      out.open();
      for (List<TaxRate> set : taxSets.keySet()) {
        out.open();
        for (TaxRate rate : set) {
          out.text(rate.name()).decimal(rate.rate());
        }
        out.close();
      }
      out.close();
    }
    if (kinds.isEmpty()) {
      out.absent();
    } else {
      out.open();
      for (Kind kind : kinds.keySet()) {
        out.text(kind.category()).number(kind.shippable() ? 1L : 0L);
      }
      out.close();
    }
  }

  private void addTaxSet(@Nullable List<TaxRate> set) {
    if (set != null) {
      taxSets.putIfAbsent(set, taxSets.size());
    }
  }

  void lines(List<Line> lines) throws IOException {
    if (lines.isEmpty()) {
      out.absent();
      return;
    }
    out.open();
    for (Line line : lines) {
      Totals.@Nullable LineSum sum = totals.lines().get(line.id());
      out.open().text(line.sku()).number((long) line.quantity());
      LinePrice price = line.price();
      if (price == null) {
        out.absent().absent().absent();
      } else {
        out.text(price.title()).number(price.unitPrice()).number(kinds.get(Kind.of(price)));
      }
      out.number(taxSet(line.taxRates()))
          .number(line.available())
          .number(sum == null ? null : sum.tax())
          .unlessZero(sum == null ? 0 : sum.discount())
          .number(price == null ? null : price.maxQuantity());
      out.pairs(line.attributes()).carried(carried.behind(Array.LINE, line.id())).close();
    }
    out.close();
  }

  /** Where a set of rates stands in its table. */
  @Nullable Integer taxSet(@Nullable List<TaxRate> set) {
    return set == null ? null : taxSets.get(set);
  }

  /** The promotions, which name lines by their place. */
  void promotions(Contents contents) throws IOException {
    if (contents.promotions().isEmpty()) {
      out.absent();
      return;
    }
    Map<String, Integer> places = new HashMap<>();
    contents.lines().forEach(line -> places.put(line.id(), places.size()));
    out.open();
    for (Promotion promotion : contents.promotions()) {
      out.open().text(promotion.id());
      switch (promotion.effect()) {
        case Promotion.Effect.Percent percent -> out.decimal(percent.share());
        case Promotion.Effect.Amount amount -> out.number(amount.amount());
        case Promotion.Effect.FreeShipping free -> out.absent();
      }
      out.text(promotion.title())
          .number(totals.promotions().get(promotion.id()))
          .text(promotion.code())
          .flag(promotion.limited())
          .number(promotion.cap());
      if (promotion.lines() == null) {
        out.absent();
      } else {
        eligible(promotion.lines(), places);
      }
      out.carried(carried.behind(Array.PROMOTION, promotion.id())).close();
    }
    out.close();
  }

  private void eligible(List<String> lines, Map<String, Integer> places) throws IOException {
    out.open();
    for (String line : lines) {
      Integer place = places.get(line);
      if (place == null) {
        out.text(line);
      } else {
        out.number(place);
      }
    }
    out.close();
  }
}
