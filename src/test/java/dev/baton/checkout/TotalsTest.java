package dev.baton.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TotalsTest {
  private static Line line(
      String sku, int quantity, long unitPrice, @Nullable List<TaxRate> rates) {
    return Line.unpriced(sku, Map.of(), quantity)
        .withPrice(new LinePrice(sku, unitPrice, true, "standard", null))
        .withTaxRates(rates);
  }

  private static Promotion promotion(
      String id, Promotion.Effect effect, @Nullable List<String> lines, @Nullable Long cap) {
    return new Promotion(id, null, id, effect, lines, cap, false);
  }

  private static Promotion.Effect percent(String share) {
    return new Promotion.Effect.Percent(new BigDecimal(share));
  }

  private static Promotion.Effect off(long amount) {
    return new Promotion.Effect.Amount(amount);
  }

  private static Contents contents(List<Line> lines, Promotion... promotions) {
    return Shop.empty().withLines(lines).withPromotions(List.of(), List.of(promotions));
  }

  private static Contents shipped(Contents contents, long price, @Nullable List<TaxRate> rates) {
    ShippingOption option =
        new ShippingOption(ShippingOption.Type.SHIPPING, "standard", "Standard", price, null, null);
    return contents.withShipping(new Shipping("standard", null, option, rates));
  }

  private static Totals included(Contents contents) {
    return Totals.of(contents, true, Payment.NONE);
  }

  private static Totals excluded(Contents contents) {
    return Totals.of(contents, false, Payment.NONE);
  }

  private static final List<TaxRate> MWST = List.of(ShopQuotes.rate("MwSt", "0.19"));

  @Test
  void theExampleOfTheContractComesOutToTheCent() {
    Line mug = line("mug-blue", 2, 1200, MWST);
    Contents contents =
        shipped(contents(List.of(mug), promotion("p1", percent("0.10"), null, null)), 490, MWST);

    Totals totals = included(contents);

    assertEquals(2400, totals.items());
    assertEquals(240, totals.discount());
    assertEquals(490, totals.shipping());
    assertEquals(0, totals.shippingDiscount());
    assertEquals(78, totals.shippingTax());
    assertEquals(423, totals.tax());
    assertEquals(
        List.of(new Totals.TaxSum("MwSt", new BigDecimal("0.19"), 2227, 423)), totals.taxes());
    assertEquals(2650, totals.total());
    assertEquals(2650, totals.due());
    assertEquals(new Totals.LineSum(240, 345L, 2160), totals.line(mug.id()));
    assertEquals(Map.of("p1", 240L), totals.promotions());
    assertTrue(totals.taxIncluded());
    assertTrue(!totals.estimated());
  }

  @Test
  void severalRatesStandInOneCartIncluded() {
    List<TaxRate> reduced = List.of(ShopQuotes.rate("MwSt", "0.07"));
    Totals totals =
        included(
            shipped(
                contents(List.of(line("mug", 3, 999, MWST), line("book", 1, 1999, reduced))),
                490,
                MWST));

    // 2997*19/119 = 478.51; 1999*7/107 = 130.77; 490*19/119 = 78.23
    assertEquals(479 + 131 + 78, totals.tax());
    assertEquals(
        List.of(
            new Totals.TaxSum("MwSt", new BigDecimal("0.07"), 1868, 131),
            new Totals.TaxSum("MwSt", new BigDecimal("0.19"), 2518 + 412, 557)),
        totals.taxes());
    assertEquals(2997 + 1999 + 490, totals.total());
  }

  @Test
  void jurisdictionsShareTheTaxOfTheirCombinedRate() {
    List<TaxRate> sanFrancisco =
        List.of(
            ShopQuotes.rate("California", "0.06"),
            ShopQuotes.rate("County", "0.0025"),
            ShopQuotes.rate("City", "0.0238"));
    Totals totals = excluded(contents(List.of(line("mug", 1, 1999, sanFrancisco))));

    // 1999 * 0.0863 = 172.51, so 173: 120.28, 5.01 and 47.71, of which the last rounds up
    assertEquals(173, totals.tax());
    assertEquals(1999 + 173, totals.total());
    assertEquals(
        List.of(
            new Totals.TaxSum("California", new BigDecimal("0.06"), 1999, 120),
            new Totals.TaxSum("City", new BigDecimal("0.0238"), 1999, 48),
            new Totals.TaxSum("County", new BigDecimal("0.0025"), 1999, 5)),
        totals.taxes());
  }

  @Test
  void taxIsReckonedPerLineAndNeverPerUnit() {
    // Per unit it would be 3 * 5 and 3 * 6; the line has 15.81 and 18.81.
    assertEquals(16, included(contents(List.of(line("pin", 3, 33, MWST)))).tax());
    assertEquals(19, excluded(contents(List.of(line("pin", 3, 33, MWST)))).tax());
  }

  @Test
  void yenAndDinarAreCountedInTheirOwnMinorUnits() {
    List<TaxRate> shohi = List.of(ShopQuotes.rate("消費税", "0.10"));
    Totals yen = included(Shop.empty("JPY", "JP").withLines(List.of(line("mug", 3, 333, shohi))));
    assertEquals(999, yen.total());
    assertEquals(91, yen.tax());

    List<TaxRate> vat = List.of(ShopQuotes.rate("VAT", "0.05"));
    Totals dinar = excluded(Shop.empty("KWD", "KW").withLines(List.of(line("mug", 3, 1_275, vat))));
    assertEquals(3_825, dinar.items());
    // 191.25 fils
    assertEquals(191, dinar.tax());
    assertEquals(4_016, dinar.total());
  }

  @Test
  void exactlyHalfAMinorUnitIsRoundedUp() {
    List<TaxRate> half = List.of(ShopQuotes.rate("Half", "0.5"));
    assertEquals(1, excluded(contents(List.of(line("a", 1, 1, half)))).tax());
    // 10 * 0.25 = 2.5
    assertEquals(
        3,
        included(
                contents(
                    List.of(line("a", 1, 10, List.of())),
                    promotion("p", percent("0.25"), null, null)))
            .discount());
  }

  @Test
  void promotionsWorkOnWhatTheEarlierOnesLeft() {
    Line mug = line("mug", 1, 1000, List.of());
    Line book = line("book", 1, 2000, List.of());
    Totals totals =
        included(
            contents(
                List.of(mug, book),
                promotion("ten", percent("0.10"), null, null),
                promotion("books", percent("0.50"), List.of(book.id()), null),
                promotion("capped", percent("0.50"), null, 100L),
                promotion("huge", off(99_999), List.of(mug.id()), null),
                promotion("none", off(1), List.of("gone"), null)));

    // 300 off both; 900 of 1800; 100 of 900 and 900; the mug's last 850
    assertEquals(
        Map.of("ten", 300L, "books", 900L, "capped", 100L, "huge", 850L, "none", 0L),
        totals.promotions());
    assertEquals(new Totals.LineSum(1000, 0L, 0), totals.line(mug.id()));
    assertEquals(new Totals.LineSum(1150, 0L, 850), totals.line(book.id()));
    assertEquals(850, totals.total());
  }

  @Test
  void equalRemaindersGoToTheLinesOfSmallestId() {
    List<Line> lines =
        List.of(
            line("a", 1, 100, List.of()),
            line("b", 1, 100, List.of()),
            line("c", 1, 100, List.of()));
    Totals totals = included(contents(lines, promotion("p", off(100), null, null)));

    String first = lines.stream().map(Line::id).sorted().findFirst().orElseThrow();
    for (Line line : lines) {
      assertEquals(line.id().equals(first) ? 34 : 33, totals.line(line.id()).discount());
    }
  }

  @Test
  void freeShippingTakesTheShippingPriceAndItsTax() {
    Line mug = line("mug", 1, 1000, MWST);
    Totals totals =
        excluded(
            shipped(
                contents(
                    List.of(mug),
                    promotion("part", new Promotion.Effect.FreeShipping(), null, 200L),
                    promotion("rest", new Promotion.Effect.FreeShipping(), null, null)),
                490,
                MWST));

    assertEquals(490, totals.shipping());
    assertEquals(490, totals.shippingDiscount());
    assertEquals(0, totals.shippingTax());
    assertEquals(0, totals.discount());
    assertEquals(Map.of("part", 200L, "rest", 290L), totals.promotions());
    assertEquals(1190, totals.total());
  }

  @Test
  void unknownTaxIsLeftOutAndNeverZero() {
    Line known = line("mug", 1, 1000, MWST);
    Line unknown = line("book", 1, 500, null);
    Totals totals = excluded(contents(List.of(known, unknown)));

    assertNull(totals.tax());
    assertNull(totals.line(unknown.id()).tax());
    assertTrue(totals.estimated());
    assertEquals(1500, totals.total());
    assertNull(included(shipped(contents(List.of(known)), 490, null)).tax());
  }

  @Test
  void linesThatAreNotSoldCountForNothing() {
    Line gone = Line.unpriced("gone", Map.of(), 3);
    Totals totals = included(contents(List.of(gone, line("mug", 1, 1000, MWST))));

    assertEquals(1000, totals.total());
    assertEquals(160, totals.tax());
    assertEquals(0, totals.line(gone.id()).total());
  }

  @Test
  void whatWasCapturedIsNotDueAnyMore() {
    Contents contents = contents(List.of(line("mug", 1, 1000, MWST)));
    Totals captured =
        Totals.of(contents, true, new Payment(Payment.Status.CAPTURED, "a", "f", 1000, null));
    Totals authorized =
        Totals.of(contents, true, new Payment(Payment.Status.AUTHORIZED, "a", "f", 1000, null));

    assertEquals(1000, captured.paid());
    assertEquals(0, captured.due());
    assertEquals(0, authorized.paid());
    assertEquals(1000, authorized.due());
  }

  @Test
  void amountsBeyondWhatEveryReaderHoldsAreRefused() {
    Contents fits = contents(List.of(line("palace", 1, Money.MAX, List.of())));
    assertEquals(Money.MAX, included(fits).total());
    assertEquals(
        Money.MAX / 10,
        included(
                contents(
                    List.of(line("palace", 1, Money.MAX, List.of())),
                    promotion("p", percent("0.1"), null, null)))
            .discount());
    assertThrows(
        Money.OutOfRange.class,
        () -> included(contents(List.of(line("palace", 2, Money.MAX / 2 + 1, List.of())))));
    assertThrows(Money.OutOfRange.class, () -> included(shipped(fits, 1, List.of())));
    assertThrows(
        Money.OutOfRange.class,
        () -> excluded(contents(List.of(line("palace", 1, Money.MAX, MWST)))));
  }
}
