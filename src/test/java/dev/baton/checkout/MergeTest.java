package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.add;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final String BLUE = LineId.of("mug-blue", Map.of());
  private static final String RED = LineId.of("mug-red", Map.of());

  private final Shop shop = new Shop();
  private final Checkout.Open base =
      shop.cart(add("mug-blue", 2), add("mug-red", 1), new Action.ApplyPromotion("FIVE"));

  private Merge.Result merge(
      Checkout.@Nullable Open from, Checkout.Open mine, Checkout.Open theirs) {
    return Merge.of(
        from == null ? null : from.contents(),
        mine.contents(),
        theirs.contents(),
        STOREFRONT,
        shop.limits,
        DIGEST);
  }

  private Merge.Result.Merged merged(
      Checkout.@Nullable Open from, Checkout.Open mine, Checkout.Open theirs) {
    return assertInstanceOf(Merge.Result.Merged.class, merge(from, mine, theirs));
  }

  private static int quantity(Merge.Result.Merged merged, String line) {
    Line found = merged.contents().line(line);
    return found == null ? 0 : found.quantity();
  }

  @Test
  void whatOnlyOneSideChangedIsTaken() {
    Checkout.Open mine = shop.accepted(base, new Action.SetQuantity(BLUE, 3));
    Checkout.Open theirs =
        shop.accepted(
            base,
            new Action.RemoveLine(RED),
            new Action.RemovePromotion("p5"),
            new Action.ApplyPromotion("SHIPFREE"),
            new Action.SetAttribute("note", "x"),
            new Action.ChooseShippingOption("express", null));
    Merge.Result.Merged merged = merged(base, mine, theirs);
    assertEquals(List.of(), merged.conflicts());
    assertEquals(3, quantity(merged, BLUE));
    assertEquals(0, quantity(merged, RED));
    assertEquals(List.of("SHIPFREE"), merged.contents().codes());
    assertEquals(Map.of("note", "x"), merged.contents().attributes());
    assertEquals("express", merged.contents().shipping().wanted());
  }

  @Test
  void whatBothChangedIsAConflictAndTheBearersValueStands() {
    Checkout.Open mine =
        shop.accepted(base, new Action.SetQuantity(BLUE, 3), new Action.SetAttribute("note", "x"));
    Checkout.Open theirs =
        shop.accepted(base, new Action.RemoveLine(BLUE), new Action.SetAttribute("note", "y"));
    assertEquals(
        List.of(
            new Merge.Conflict("/lines/1/quantity", "mug-blue", 2, 3, null),
            new Merge.Conflict("/attributes/note", null, null, "x", "y")),
        merged(base, mine, theirs).conflicts());
    Merge.Result.Merged turned = merged(base, theirs, mine);
    assertEquals(0, quantity(turned, BLUE));
    assertEquals(
        new Merge.Conflict("/lines/0/quantity", "mug-blue", 2, null, 3),
        turned.conflicts().getFirst());
  }

  @Test
  void withoutABaseEverythingThatEitherHasIsThere() {
    Checkout.Open mine = shop.accepted(base, new Action.RemoveLine(RED), add("book", 1));
    Checkout.Open theirs = shop.accepted(base, new Action.SetQuantity(BLUE, 1), add("song", 1));
    Merge.Result.Merged merged = merged(null, mine, theirs);
    assertEquals(
        List.of("mug-blue", "book", "mug-red", "song"),
        merged.contents().lines().stream().map(Line::sku).toList());
    assertEquals(
        List.of(new Merge.Conflict("/lines/0/quantity", "mug-blue", null, 2, 1)),
        merged.conflicts());
  }

  @Test
  void theBearersCustomerAndAddressesStand() {
    Customer bo = new Customer("bo@example.com", "Bo", null, null, null, null);
    Checkout.Open start = shop.accepted(base, new Action.SetCustomer(Shop.ada()));
    Checkout.Open theirs =
        shop.accepted(
            start,
            new Action.SetCustomer(bo),
            new Action.SetShippingAddress(Shop.address("AT", "1010")));
    Checkout.Open mine = shop.accepted(start, add("book", 1));
    Merge.Result.Merged merged = merged(start, mine, theirs);
    assertEquals(Shop.ada(), merged.contents().personal().customer());
    assertEquals("AT", merged.contents().effectiveCountry());
    assertEquals(
        List.of(new Merge.Conflict("/customer", null, Shop.ada(), Shop.ada(), bo)),
        merged.conflicts());
    assertTrue(!merged.conflicts().toString().contains("bo@"), "personal");
  }

  @Test
  void aQuoteSurvivesOnlyForItsInput() {
    Checkout.Open start =
        shop.accepted(
            base,
            new Action.SetShippingAddress(Shop.berlin()),
            new Action.ChooseShippingOption("standard", null));
    Checkout.Open mine = shop.accepted(start, new Action.SetAttribute("note", "x"));
    Checkout.Open theirs = shop.accepted(start, new Action.SetAttribute("gift", "y"));
    shop.lastAsked();
    Merge.Result.Merged same = merged(start, mine, theirs);
    assertEquals(mine.contents().receipts(), same.contents().receipts());
    shop.steps().requote(mine.with(same.contents()), STOREFRONT, false, false, DIGEST);
    assertEquals(Set.of(), shop.lastAsked());

    Checkout.Open more = shop.accepted(start, new Action.SetQuantity(RED, 2));
    Checkout.Open less = shop.accepted(start, new Action.SetQuantity(BLUE, 1));
    Merge.Result.Merged other = merged(start, more, less);
    assertTrue(other.contents().receipt(Port.PRICING).degraded());
    assertNull(other.contents().receipt(Port.TAX));
    assertEquals(more.contents().receipt(Port.INVENTORY), other.contents().receipt(Port.INVENTORY));
    shop.lastAsked();
    shop.steps().requote(more.with(other.contents()), STOREFRONT, false, false, DIGEST);
    assertEquals(Set.of(Port.PRICING, Port.SHIPPING, Port.TAX), shop.lastAsked());
  }

  @Test
  void ofTwoQuotesThatStandTheLaterOneCounts() {
    Checkout.Open mine = shop.accepted(base, new Action.SetQuantity(BLUE, 3), add("book", 1));
    shop.pass(Duration.ofMinutes(2));
    Checkout.Open theirs = shop.accepted(base, new Action.SetQuantity(RED, 2), add("book", 1));
    Merge.Result.Merged merged = merged(base, mine, theirs);
    assertEquals(
        theirs.contents().receipt(Port.INVENTORY), merged.contents().receipt(Port.INVENTORY));
  }

  @Test
  void theEndIsTheEarlierOneAndTheRevisionTheHigherOne() {
    Checkout.Open theirs =
        base.with(base.contents().endingAt(shop.now.plusSeconds(60)).withRevision(9).withEpoch(4));
    Merge.Result.Merged merged = merged(base, base, theirs);
    assertEquals(shop.now.plusSeconds(60), merged.contents().endsAt());
    assertEquals(9, merged.contents().revision());
    assertEquals(base.contents().epoch(), merged.contents().epoch());
  }

  @Test
  void moreThanACheckoutHoldsIsRefused() {
    Checkout.Open mine = shop.accepted(base, add("book", 1), add("song", 1));
    Checkout.Open theirs = shop.accepted(base, add("print", 1), add("sticker", 1));
    shop.limits = new Limits(5, 20, 3, 2, 1000);
    Merge.Result.Refused refused =
        assertInstanceOf(Merge.Result.Refused.class, merge(base, mine, theirs));
    assertEquals(ProblemType.LINE_LIMIT, refused.refusal().type());
  }

  @Test
  void anotherCheckoutIsNoFork() {
    Contents other = Contents.empty("cid-2", "demo", "EUR", "DE", "en", base.contents().endsAt());
    assertThrows(IllegalArgumentException.class, () -> merge(null, base, Shop.open(other)));
  }
}
