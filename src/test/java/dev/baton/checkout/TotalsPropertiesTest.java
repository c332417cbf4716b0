package dev.baton.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TotalsPropertiesTest {
  private static final List<String> SKUS = List.of("a", "b", "c", "d", "e", "f");

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void totalsAlwaysAddUpToTheUnit(
      @ForAll("contents") Contents contents, @ForAll boolean taxIncluded) {
    Totals totals = Totals.of(contents, taxIncluded, Payment.NONE);

    long items = 0;
    long discount = 0;
    long net = 0;
    long tax = totals.shippingTax() == null ? 0 : totals.shippingTax();
    for (Line line : contents.lines()) {
      Totals.LineSum sum = totals.line(line.id());
      long gross = line.quantity() * line.priced().unitPrice();
      assertTrue(sum.discount() >= 0 && sum.discount() <= gross);
      assertEquals(gross - sum.discount(), sum.total());
      items += gross;
      discount += sum.discount();
      net += sum.total();
      tax += sum.tax() == null ? 0 : sum.tax();
    }
    assertEquals(items, totals.items());
    assertEquals(discount, totals.discount());
    assertEquals(items - discount, net);
    assertEquals(
        discount + totals.shippingDiscount(),
        totals.promotions().values().stream().mapToLong(Long::longValue).sum());
    assertTrue(totals.shippingDiscount() >= 0 && totals.shippingDiscount() <= totals.shipping());
    assertEquals(tax, totals.taxes().stream().mapToLong(Totals.TaxSum::amount).sum());
    assertEquals(totals.estimated(), totals.tax() == null);
    if (totals.tax() != null) {
      assertEquals(tax, totals.tax());
    }
    assertEquals(
        net
            + totals.shipping()
            - totals.shippingDiscount()
            + (taxIncluded || totals.tax() == null ? 0 : totals.tax()),
        totals.total());
    assertEquals(totals.total() - totals.giftCards() - totals.paid(), totals.due());
    assertEquals(0, totals.giftCards(), "as the API's description says");
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void taxOfALineIsTheExactOneRoundedHalfUp(
      @ForAll("contents") Contents contents, @ForAll boolean taxIncluded) {
    Totals totals = Totals.of(contents, taxIncluded, Payment.NONE);

    for (Line line : contents.lines()) {
      if (line.taxRates() != null) {
        BigDecimal rate =
            line.taxRates().stream().map(TaxRate::rate).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal amount = BigDecimal.valueOf(totals.line(line.id()).total()).multiply(rate);
        BigDecimal exact =
            taxIncluded
                ? amount.divide(BigDecimal.ONE.add(rate), 0, RoundingMode.HALF_UP)
                : amount.setScale(0, RoundingMode.HALF_UP);
        assertEquals(exact.longValueExact(), totals.line(line.id()).tax());
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void theOrderOfLinesMakesNoDifference(
      @ForAll("contents") Contents contents, @ForAll boolean taxIncluded, @ForAll Random random) {
    List<Line> shuffled = new ArrayList<>(contents.lines());
    Collections.shuffle(shuffled, random);

    assertEquals(
        Totals.of(contents, taxIncluded, Payment.NONE),
        Totals.of(contents.withLines(shuffled), taxIncluded, Payment.NONE));
  }

  @Property(tries = 1000)
  void partsAddUpStayNearTheirShareAndNeverExceedTheirWeight(
      @ForAll @Size(min = 1, max = 8) List<@LongRange(max = Money.MAX / 8) Long> weights,
      @ForAll @LongRange(max = Money.MAX) long wanted) {
    long sum = weights.stream().mapToLong(Long::longValue).sum();
    long amount = Math.min(wanted, sum);
    long[] parts = Allocation.split(amount, weights.stream().mapToLong(Long::longValue).toArray());

    long total = 0;
    for (int i = 0; i < parts.length; i++) {
      assertTrue(parts[i] >= 0 && parts[i] <= weights.get(i));
      if (sum > 0) {
        BigInteger share =
            BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(weights.get(i)))
                .divide(BigInteger.valueOf(sum));
        assertTrue(parts[i] == share.longValueExact() || parts[i] == share.longValueExact() + 1);
      }
      total += parts[i];
    }
    assertEquals(amount, total);
  }

  @Property(tries = 1000)
  void fractionsAreRoundedHalfUpHoweverLarge(
      @ForAll @LongRange(max = Money.MAX) long amount,
      @ForAll @LongRange(max = 10_000_000_000L) long numerator,
      @ForAll @LongRange(max = 10_000_000_000L) long more) {
    long denominator = numerator + more + 1;
    assertEquals(
        new BigDecimal(amount)
            .multiply(BigDecimal.valueOf(numerator))
            .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP)
            .longValueExact(),
        Money.fraction(amount, numerator, denominator));
  }

  @Provide
  Arbitrary<Contents> contents() {
    Arbitrary<List<Line>> lines =
        Arbitraries.subsetOf(SKUS)
            .ofMinSize(1)
            .flatMap(skus ->
                Combinators.combine(skus.stream().map(TotalsPropertiesTest::line).toList())
                    .as(all -> all));
    return Combinators.combine(lines, promotions(), shipping())
        .as((all, promotions, shipping) ->
            Shop.empty()
                .withLines(all)
                .withShipping(shipping)
                .withPromotions(List.of(), distinct(promotions)));
  }

  private static Arbitrary<Line> line(String sku) {
    Arbitrary<Long> price =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 10_000),
            Arbitraries.longs().between(0, 1_000_000_000_000L));
    return Combinators.combine(Arbitraries.integers().between(1, 99), price, rates())
        .as((quantity, unitPrice, rates) ->
            Line.unpriced(sku, Map.of(), quantity)
                .withPrice(new LinePrice(sku, unitPrice, true, "standard", null))
                .withTaxRates(rates));
  }

  private static Arbitrary<List<TaxRate>> rates() {
    Arbitrary<TaxRate> rate =
        Combinators.combine(
                Arbitraries.of("State", "County", "City"),
                Arbitraries.longs().between(0, 40_000),
                Arbitraries.of(5, 9))
            .as((name, digits, scale) -> new TaxRate(name, BigDecimal.valueOf(digits, scale)));
    return rate.list().ofMaxSize(3).injectNull(0.05);
  }

  private static Arbitrary<List<Promotion>> promotions() {
    Arbitrary<Promotion.Effect> effect =
        Arbitraries.oneOf(
            Arbitraries.integers()
                .between(0, 1000)
                .map(share -> new Promotion.Effect.Percent(BigDecimal.valueOf(share, 3))),
            Arbitraries.longs().between(0, 100_000).map(Promotion.Effect.Amount::new),
            Arbitraries.just(new Promotion.Effect.FreeShipping()));
    Arbitrary<List<String>> eligible =
        Arbitraries.subsetOf(SKUS)
            .map(skus -> skus.stream().map(sku -> LineId.of(sku, Map.of())).toList())
            .injectNull(0.5);
    return Combinators.combine(
            Arbitraries.of("p1", "p2", "p3", "p4"),
            effect,
            eligible,
            Arbitraries.longs().between(0, 5_000).injectNull(0.6))
        .as((id, what, lines, cap) -> new Promotion(id, null, id, what, lines, cap, false))
        .list()
        .ofMaxSize(4);
  }

  private static List<Promotion> distinct(List<Promotion> promotions) {
    Map<String, Promotion> byId = new HashMap<>();
    promotions.forEach(promotion -> byId.put(promotion.id(), promotion));
    return List.copyOf(byId.values());
  }

  private static Arbitrary<Shipping> shipping() {
    return Combinators.combine(Arbitraries.longs().between(0, 5_000), rates())
        .as((price, rates) ->
            new Shipping(
                "standard",
                null,
                new ShippingOption(
                    ShippingOption.Type.SHIPPING, "standard", "Standard", price, null, null),
                rates))
        .injectNull(0.3);
  }
}
