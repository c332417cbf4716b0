package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.add;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BringingTest {
  private final Shop shop = new Shop();

  private BringResult bring(Checkout.Open into, LinesAndCodes what) {
    return shop.steps().bring(into, STOREFRONT, what, "/from", false, DIGEST);
  }

  private BringResult.Brought brought(Checkout.Open into, LinesAndCodes what) {
    BringResult.Brought brought = assertInstanceOf(BringResult.Brought.class, bring(into, what));
    Invariants.check(brought.checkout(), shop);
    return brought;
  }

  private static Checkout.Open empty() {
    return Shop.open(Shop.empty());
  }

  private static LinesAndCodes one(String sku, int quantity) {
    return new LinesAndCodes(
        List.of(new LinesAndCodes.Entry(sku, quantity, new TreeMap<>(), null)), List.of(), null);
  }

  private static List<String> told(BringResult.Brought brought) {
    return brought.changes().stream()
        .map(change ->
            change.get("change")
                + " "
                + change.get("pointer")
                + " "
                + change.get("from")
                + " "
                + change.get("to"))
        .toList();
  }

  @Test
  void whatIsStillSoldComesBackAsItWas() {
    Checkout.Open old =
        shop.cart(
            add("mug-blue", 2),
            new Action.AddLine("book", 1, Map.of("text", "Ada")),
            new Action.ApplyPromotion("FIVE"));
    shop.stock.clear();
    BringResult.Brought brought = brought(empty(), LinesAndCodes.of(old.contents()));
    assertEquals(List.of(), brought.changes());
    assertEquals(List.of("FIVE"), brought.checkout().contents().codes());
    assertEquals(
        Totals.of(old, STOREFRONT).total(), Totals.of(brought.checkout(), STOREFRONT).total());
  }

  @Test
  void whatIsGoneDearerCheaperOrShortIsTold() {
    shop.stock.clear();
    Checkout.Open old =
        shop.cart(
            add("song", 1),
            add("mug-blue", 2),
            add("mug-red", 3),
            add("sticker", 5),
            new Action.ApplyPromotion("FIVE"));
    shop.catalogue.remove("song");
    shop.catalogue.put("mug-blue", new LinePrice("Blue mug", 1300, true, "standard", null));
    shop.catalogue.put("mug-red", new LinePrice("Red mug", 999, true, "standard", 1));
    shop.stock.put("sticker", 4L);
    shop.endedCodes.add("FIVE");
    BringResult.Brought brought = brought(empty(), LinesAndCodes.of(old.contents()));
    assertEquals(
        List.of(
            "gone /lines/0/quantity 1 null",
            "dearer /lines/0/unitPrice 1200 1300",
            "fewer /lines/1/quantity 3 1",
            "cheaper /lines/1/unitPrice 1099 999",
            "short /lines/2/quantity 5 4",
            "code-gone /promotions FIVE null"),
        told(brought));
    assertEquals("expired", brought.changes().getLast().get("reason"));
    assertEquals(List.of(), brought.checkout().contents().codes());
    assertEquals(1, brought.checkout().contents().revision());
  }

  @Test
  void aCartOfWhichNothingIsLeftIsEmpty() {
    BringResult.Brought brought = brought(empty(), one("unicorn", 2));
    assertEquals(List.of(), brought.checkout().contents().lines());
    assertEquals(List.of("gone /lines/0/quantity 2 null"), told(brought));
  }

  @Test
  void linesAddUpWithThoseThatAreThereUpToTheMost() {
    Checkout.Open mine = shop.cart(add("mug-red", 15), add("book", 1));
    BringResult.Brought brought = brought(mine, one("mug-red", 9));
    assertEquals(20, brought.checkout().contents().lines().getFirst().quantity());
    assertEquals("fewer /lines/0/quantity 24 20", told(brought).getFirst());
  }

  @Test
  void pricesOfAnotherCurrencyAreNotCompared() {
    Checkout.Open old = shop.accepted(Shop.open(Shop.empty("USD", "US")), add("mug-red", 1));
    shop.catalogue.put("mug-red", new LinePrice("Red mug", 1, true, "standard", null));
    assertEquals(List.of(), brought(empty(), LinesAndCodes.of(old.contents())).changes());
  }

  @Test
  void nothingPersonalIsBrought() {
    Checkout.Open old =
        shop.cart(
            add("mug-red", 1),
            new Action.SetCustomer(Shop.ada()),
            new Action.SetShippingAddress(Shop.berlin()),
            new Action.SetAttribute("note", "for Ada"));
    Contents brought = brought(empty(), LinesAndCodes.of(old.contents())).checkout().contents();
    assertEquals(Personal.NONE, brought.personal());
    assertEquals(Map.of(), brought.attributes());
  }

  @Test
  void tooManyLinesAreRefused() {
    Checkout.Open mine = shop.cart(add("mug-red", 1));
    shop.limits = new Limits(1, 20, 3, 2, 1000);
    BringResult.Refused refused =
        assertInstanceOf(BringResult.Refused.class, bring(mine, one("book", 1)));
    assertEquals(ProblemType.LINE_LIMIT, refused.refusal().type());
    assertEquals("/from", refused.refusal().pointer());
  }

  @Test
  void withoutPricesNothingIsBrought() {
    shop.down.add(Port.PRICING);
    assertThrows(ProviderException.class, () -> bring(empty(), one("mug-red", 1)));
  }
}
