package dev.baton.checkout;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reckons the sums of one checkout by the rules that {@link Totals} states, rounded to the minor
 * unit and never to anything coarser or finer.
 *
 * <p>Lines are taken in the order of their ids, because that is what decides between equal
 * remainders. A line that isn't sold any more counts for nothing.
 */
final class TotalsReckoning {
  private final Line[] lines;
  private final long[] gross;
  private final long[] discount;
  private final long items;
  private final long shipping;
  private long shippingDiscount;
  private final Map<String, Long> promotions = new LinkedHashMap<>();

  private TotalsReckoning(List<Line> lines, long shipping) {
    this.lines =
        lines.stream()
            .filter(line -> line.price() != null)
            .sorted(Comparator.comparing(Line::id))
            .toArray(Line[]::new);
    this.gross = new long[this.lines.length];
    this.discount = new long[this.lines.length];
    long sum = 0;
    for (int i = 0; i < this.lines.length; i++) {
      gross[i] = Money.multiply(this.lines[i].priced().unitPrice(), this.lines[i].quantity());
      sum = Money.add(sum, gross[i]);
    }
    this.items = sum;
    this.shipping = shipping;
  }

  /** Everything. */
  static Totals of(Contents contents, boolean taxIncluded, Payment payment) {
    ShippingOption option = contents.shippingOption();
    TotalsReckoning reckoning =
        new TotalsReckoning(contents.lines(), option == null ? 0 : option.price());
    contents.promotions().forEach(reckoning::take);
    return reckoning.totals(contents, taxIncluded, payment);
  }

  /** Items less their discount, as prices for shipping go by. */
  static long itemsNet(List<Line> lines, List<Promotion> promotions) {
    TotalsReckoning reckoning = new TotalsReckoning(lines, 0);
    promotions.forEach(reckoning::take);
    return reckoning.items - sum(reckoning.discount);
  }

  private void take(Promotion promotion) {
    long cap = promotion.cap() == null ? Money.MAX : promotion.cap();
    long amount =
        switch (promotion.effect()) {
          case Promotion.Effect.FreeShipping() -> {
            long free = Math.min(cap, shipping - shippingDiscount);
            shippingDiscount += free;
            yield free;
          }
          case Promotion.Effect.Percent(BigDecimal share) -> {
            long[] eligible = eligible(promotion);
            int scale = share.scale();
            long off =
                Money.fraction(
                    sum(eligible), Decimals.unscaled(share, scale), Decimals.power(scale));
            yield reduce(eligible, Math.min(cap, off));
          }
          case Promotion.Effect.Amount(long off) -> {
            long[] eligible = eligible(promotion);
            yield reduce(eligible, Math.min(cap, Math.min(off, sum(eligible))));
          }
        };
    promotions.put(promotion.id(), amount);
  }

  /** What is left of each line that the promotion may reduce; 0 of the others. */
  private long[] eligible(Promotion promotion) {
    List<String> only = promotion.lines();
    long[] left = new long[lines.length];
    for (int i = 0; i < lines.length; i++) {
      if (only == null || only.contains(lines[i].id())) {
        left[i] = gross[i] - discount[i];
      }
    }
    return left;
  }

  private long reduce(long[] eligible, long amount) {
    long[] parts = Allocation.split(amount, eligible);
    for (int i = 0; i < parts.length; i++) {
      discount[i] += parts[i];
    }
    return amount;
  }

  private Totals totals(Contents contents, boolean taxIncluded, Payment payment) {
    TaxBook taxes = new TaxBook(taxIncluded);
    Map<String, Totals.LineSum> sums = HashMap.newHashMap(contents.lines().size());
    for (int i = 0; i < lines.length; i++) {
      long net = gross[i] - discount[i];
      sums.put(
          lines[i].id(), new Totals.LineSum(discount[i], taxes.on(net, lines[i].taxRates()), net));
    }
    for (Line line : contents.lines()) {
      sums.putIfAbsent(line.id(), Totals.LineSum.NOT_SOLD);
    }
    Shipping choice = contents.shipping();
    Long shippingTax =
        choice == null || choice.option() == null
            ? Long.valueOf(0)
            : taxes.on(shipping - shippingDiscount, choice.taxRates());
    Long tax = taxes.sum();
    long off = sum(discount);
    long total = Money.add(items - off, shipping - shippingDiscount);
    if (!taxIncluded && tax != null) {
      total = Money.add(total, tax);
    }
    long paid = payment.status() == Payment.Status.CAPTURED ? payment.amount() : 0;
    return new Totals(
        items,
        off,
        shipping,
        shippingDiscount,
        shippingTax,
        tax,
        taxIncluded,
        taxes.lines(),
        tax == null,
        total,
        0,
        paid,
        total - paid,
        sums,
        promotions);
  }

  private static long sum(long[] amounts) {
    long sum = 0;
    for (long amount : amounts) {
      sum += amount;
    }
    return sum;
  }

  /** Adds tax up, by name and rate. */
  private static final class TaxBook {
    private final boolean included;
    private final Map<TaxRate, long[]> sums =
        new TreeMap<>(Comparator.comparing(TaxRate::name).thenComparing(TaxRate::rate));
    private long sum;
    private boolean unknown;

    TaxBook(boolean included) {
      this.included = included;
    }

    /** The tax on an amount after discount, by all of its rates together; null when unknown. */
    @Nullable Long on(long amount, @Nullable List<TaxRate> rates) {
      if (rates == null) {
        unknown = true;
        return null;
      }
      int scale = 0;
      for (TaxRate rate : rates) {
        scale = Math.max(scale, rate.rate().scale());
      }
      long[] weights = new long[rates.size()];
      long combined = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Decimals.unscaled(rates.get(i).rate(), scale);
        combined += weights[i];
      }
      long one = Decimals.power(scale);
      long tax = Money.fraction(amount, combined, included ? one + combined : one);
      long[] parts = Allocation.split(tax, weights);
      long base = included ? amount - tax : amount;
      for (int i = 0; i < parts.length; i++) {
        long[] entry = sums.computeIfAbsent(rates.get(i), rate -> new long[2]);
        entry[0] = Money.add(entry[0], base);
        entry[1] = Money.add(entry[1], parts[i]);
      }
      sum = Money.add(sum, tax);
      return tax;
    }

    @Nullable Long sum() {
      return unknown ? null : sum;
    }

    List<Totals.TaxSum> lines() {
      return sums.entrySet().stream()
          .map(entry ->
              new Totals.TaxSum(
                  entry.getKey().name(),
                  entry.getKey().rate(),
                  entry.getValue()[0],
                  entry.getValue()[1]))
          .toList();
    }
  }
}
