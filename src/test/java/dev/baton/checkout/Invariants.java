package dev.baton.checkout;

import static dev.baton.checkout.Shop.STOREFRONT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds in every state that steps can reach. */
final class Invariants {
  private Invariants() {}

  static void check(Checkout checkout, Shop shop) {
    Contents contents = checkout.contents();
    Totals totals = Totals.of(checkout, STOREFRONT);
    lines(contents, totals, shop.limits);
    shipping(contents, totals);
    promotions(contents, totals, shop.limits);
    receipts(contents);
    sums(contents, totals);
    assessment(checkout, shop);
  }

  private static void lines(Contents contents, Totals totals, Limits limits) {
    Set<String> ids = new HashSet<>();
    assertTrue(contents.lines().size() <= limits.lines());
    for (Line line : contents.lines()) {
      assertTrue(ids.add(line.id()), "a line stands twice");
      assertEquals(LineId.of(line.sku(), line.attributes()), line.id());
      assertTrue(line.quantity() >= 1 && line.quantity() <= limits.unitsPerLine());
      Totals.LineSum sum = totals.line(line.id());
      long gross = line.price() == null ? 0 : line.quantity() * line.priced().unitPrice();
      assertEquals(gross - sum.discount(), sum.total());
      assertTrue(sum.total() >= 0 && sum.discount() >= 0);
    }
    assertTrue(STOREFRONT.attributes().containsAll(contents.attributes().keySet()));
  }

  private static void shipping(Contents contents, Totals totals) {
    if (contents.shippingOption() == null) {
      assertEquals(0, totals.shipping());
    } else {
      assertTrue(contents.shippable(), "nothing ships, yet it costs");
      assertNotNull(contents.receipt(Port.SHIPPING));
    }
    assertTrue(totals.shippingDiscount() <= totals.shipping());
  }

  private static void promotions(Contents contents, Totals totals, Limits limits) {
    assertTrue(contents.codes().size() <= limits.codes());
    for (Promotion promotion : contents.promotions()) {
      assertTrue(
          promotion.code() == null
              || contents.codes().stream().anyMatch(promotion.code()::equalsIgnoreCase));
    }
    assertEquals(
        totals.discount() + totals.shippingDiscount(),
        totals.promotions().values().stream().mapToLong(Long::longValue).sum());
  }

  private static void receipts(Contents contents) {
    if (contents.lines().isEmpty()) {
      assertEquals(List.of(), contents.receipts());
      return;
    }
    boolean taxIncluded = STOREFRONT.taxIncluded(contents.effectiveCountry());
    assertNotNull(contents.receipt(Port.PRICING));
    for (Receipt receipt : contents.receipts()) {
      boolean sameInput =
          receipt
              .input()
              .equals(Shop.DIGEST.of(QuoteInputs.of(receipt.port(), contents, taxIncluded)));
      assertTrue(sameInput || receipt.degraded(), "a quote for something else: " + receipt.port());
    }
    if (contents.receipt(Port.TAX) == null) {
      contents.lines().forEach(line -> assertNull(line.taxRates()));
    }
  }

  private static void sums(Contents contents, Totals totals) {
    long lines = totals.lines().values().stream().mapToLong(Totals.LineSum::total).sum();
    assertEquals(totals.items() - totals.discount(), lines);
    long shipping = totals.shipping() - totals.shippingDiscount();
    long tax = totals.taxIncluded() || totals.tax() == null ? 0 : totals.tax();
    assertEquals(lines + shipping + tax, totals.total());
    assertTrue(totals.total() >= 0 && totals.total() <= Money.MAX);
    if (totals.tax() != null) {
      assertEquals(totals.tax(), totals.taxes().stream().mapToLong(Totals.TaxSum::amount).sum());
    }
    assertEquals(totals.tax() == null, totals.estimated());
    assertEquals(contents.lines().size(), totals.lines().size());
  }

  private static void assessment(Checkout checkout, Shop shop) {
    Assessment assessment = shop.assess(checkout);
    for (Problem problem : assessment.problems()) {
      assertFalse(problem.fix().isEmpty(), "no way out of " + problem.type());
      for (String blocked : problem.blocks()) {
        assertFalse(assessment.next().contains(blocked), blocked + " in spite of " + problem);
      }
    }
    if (checkout instanceof Checkout.Open) {
      for (Problem problem : assessment.problems()) {
        if (!problem.blocks().isEmpty()) {
          assertTrue(
              problem.fix().stream()
                  .anyMatch(fix ->
                      fix.equals("refresh")
                          || assessment.next().contains(fix)
                          || assessment.problems().indexOf(problem) > 0),
              "the first thing to fix can't be: " + problem);
        }
      }
    }
  }
}
