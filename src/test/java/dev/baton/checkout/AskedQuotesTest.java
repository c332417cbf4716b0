package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.add;
import static dev.baton.checkout.Shop.address;
import static dev.baton.checkout.Shop.berlin;
import static dev.baton.checkout.Shop.choose;
import static dev.baton.checkout.Shop.code;
import static dev.baton.checkout.Shop.id;
import static dev.baton.checkout.Shop.line;
import static dev.baton.checkout.Shop.shipTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which quotes a step asks, and what it does when their provider is down. */
class AskedQuotesTest {
  private final Shop shop = new Shop();

  @Test
  void onlyQuotesWhoseInputChangedAreAsked() {
    Checkout cart = shop.cart(add("mug-blue", 1), shipTo(berlin()), choose("standard"));
    shop.lastAsked();
    shop.accepted(cart, new Action.SetAttribute("note", "hi"));
    assertEquals(Set.of(), shop.lastAsked());
    shop.accepted(cart, new Action.SetQuantity(id("mug-blue"), 2));
    assertEquals(Set.of(Port.PRICING, Port.SHIPPING, Port.TAX), shop.lastAsked());
    shop.accepted(cart, add("mug-red", 1));
    assertEquals(Set.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX), shop.lastAsked());
    Address neighbour =
        new Address("Bob", null, "Hauptstr. 2", null, "10117", "Berlin", null, "DE", null);
    shop.accepted(cart, shipTo(neighbour));
    assertEquals(Set.of(Port.SHIPPING, Port.TAX), shop.lastAsked());
    shop.accepted(cart, choose("express"));
    assertEquals(Set.of(Port.SHIPPING, Port.TAX), shop.lastAsked());
    shop.accepted(cart, choose("standard"));
    assertEquals(Set.of(), shop.lastAsked());
  }

  @Test
  void aQuoteStandsUntilJustBeforeItExpires() {
    Checkout cart = shop.cart(add("song", 1));
    shop.lastAsked();
    shop.pass(Duration.ofMinutes(1).minusMillis(1));
    assertSame(Set.of(), shop.lastAsked());
    shop.steps().requote(cart, STOREFRONT, false, false, DIGEST);
    assertEquals(Set.of(), shop.lastAsked());
    shop.pass(Duration.ofMillis(1));
    shop.steps().requote(cart, STOREFRONT, false, false, DIGEST);
    assertEquals(Set.of(Port.INVENTORY), shop.lastAsked());
    shop.steps().requote(cart, STOREFRONT, true, false, DIGEST);
    assertEquals(Set.of(Port.PRICING, Port.INVENTORY, Port.TAX), shop.lastAsked());
  }

  @Test
  void whatIsNotSoldAnyMoreBlocksUntilItIsRemoved() {
    shop.storefront = Shop.under(HoldPolicy.EXPLICIT);
    Checkout cart = shop.cart(add("mug-blue", 1), add("book", 1));
    shop.catalogue.remove("book");
    shop.pass(Duration.ofMinutes(15));
    Checkout after = shop.requoted(cart);
    Problem problem =
        shop.assess(after).problems().stream()
            .filter(p -> p.type() == ProblemType.UNKNOWN_SKU)
            .findFirst()
            .orElseThrow();
    assertEquals("/lines/1", problem.pointer());
    assertEquals(List.of("remove-line"), problem.fix());
    assertFalse(shop.assess(after).next().contains("reserve"));
    assertTrue(
        shop.assess(shop.accepted(after, new Action.RemoveLine(id("book"))))
            .next()
            .contains("reserve"));
    // Saying the whole cart again doesn't fail over it.
    shop.accepted(after, new Action.SetLines(List.of(add("mug-blue", 2), add("book", 1))));
  }

  @Test
  void withoutPricingThePricedStayAndTheUnpricedAreAFault() {
    Checkout cart = shop.cart(add("mug-blue", 1), code("WELCOME10"));
    shop.down.add(Port.PRICING);
    Checkout more = shop.accepted(cart, new Action.SetQuantity(id("mug-blue"), 2));
    assertTrue(more.contents().receipt(Port.PRICING).degraded());
    assertEquals(2400 - 240, Totals.of(more, STOREFRONT).total());
    assertFalse(shop.assess(more).next().contains("reserve"));
    Checkout undiscounted = shop.accepted(cart, new Action.RemovePromotion("p1"));
    assertEquals(1200, Totals.of(undiscounted, STOREFRONT).total());

    assertThrows(ProviderException.class, () -> shop.act(cart, add("mug-red", 1)));
    assertThrows(ProviderException.class, () -> shop.act(cart, code("FIVE")));

    shop.down.clear();
    Checkout healed = shop.accepted(more, new Action.SetAttribute("note", "x"));
    assertFalse(healed.contents().receipt(Port.PRICING).degraded());
  }

  @Test
  void withoutTaxTheLastOneStaysForTheSameInputOnly() {
    Checkout cart = shop.cart(add("mug-blue", 1));
    shop.down.add(Port.TAX);
    Checkout more = shop.accepted(cart, new Action.SetQuantity(id("mug-blue"), 2));
    assertNull(Totals.of(more, STOREFRONT).tax());
    assertNull(more.contents().receipt(Port.TAX));
    assertFalse(shop.assess(more).next().contains("pay"));
    Problem silent = shop.problem(more, ProblemType.TAX_UNKNOWN);
    assertTrue(silent.detail().contains("doesn't answer"), silent::toString);
    assertEquals(Map.of("port", "tax"), silent.extra());
    assertEquals(List.of("refresh"), silent.fix());

    shop.pass(Duration.ofMinutes(60));
    Checkout later = shop.requoted(cart);
    assertEquals(192, Totals.of(later, STOREFRONT).tax());
    assertTrue(later.contents().receipt(Port.TAX).degraded());
  }

  @Test
  void taxThatIsOpenThoughTheProviderAnsweredIsMendedByTheAddress() {
    Checkout vague =
        shop.accepted(
            Shop.open(Shop.empty("USD", "US")), add("mug-blue", 1), shipTo(address("US", null)));
    Problem open = shop.problem(vague, ProblemType.TAX_UNKNOWN);
    assertEquals("The tax is not known for this address", open.detail());
    assertEquals(List.of("set-shipping-address", "refresh"), open.fix());
  }

  @Test
  void withoutShippingTheLastOptionStaysForTheSameInputOnly() {
    Checkout cart = shop.cart(add("mug-blue", 1), shipTo(berlin()), choose("standard"));
    shop.down.add(Port.SHIPPING);
    Checkout moved = shop.accepted(cart, shipTo(address("AT", "1010")));
    assertNull(moved.contents().shippingOption());
    assertTrue(
        shop.assess(moved).problems().stream()
            .anyMatch(p -> p.type() == ProblemType.QUOTE_DEGRADED && p.blocks().contains("pay")));
    Checkout other = shop.accepted(cart, choose("express"));
    assertNull(other.contents().shippingOption());

    shop.pass(Duration.ofMinutes(10));
    Checkout later = shop.accepted(cart, new Action.SetAttribute("note", "x"));
    assertEquals(490, later.contents().shippingOption().price());
    assertTrue(later.contents().receipt(Port.SHIPPING).degraded());
  }

  @Test
  void withoutShippingTheTaxOfAPickupIsNotAskedForTheAddress() {
    Checkout cart =
        shop.cart(add("mug-blue", 1), new Action.ChooseShippingOption("pickup", "wien"));
    shop.down.add(Port.SHIPPING);
    shop.pass(Duration.ofMinutes(60));
    Checkout later = shop.requoted(cart);
    assertEquals("USt", line(later, "mug-blue").taxRates().getFirst().name());
    assertTrue(later.contents().receipt(Port.TAX).degraded());
  }

  @Test
  void withoutInventoryWhatIsKnownStaysAndTheRestIsUnknown() {
    shop.storefront = Shop.under(HoldPolicy.EXPLICIT);
    Checkout cart = shop.cart(add("mug-blue", 1));
    shop.down.add(Port.INVENTORY);
    Checkout more = shop.accepted(cart, add("book", 1));
    assertEquals(5, line(more, "mug-blue").available());
    assertNull(line(more, "book").available());
    assertTrue(shop.assess(more).next().contains("reserve"));
  }
}
