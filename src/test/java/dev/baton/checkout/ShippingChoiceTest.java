package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.ada;
import static dev.baton.checkout.Shop.add;
import static dev.baton.checkout.Shop.address;
import static dev.baton.checkout.Shop.berlin;
import static dev.baton.checkout.Shop.choose;
import static dev.baton.checkout.Shop.id;
import static dev.baton.checkout.Shop.line;
import static dev.baton.checkout.Shop.shipTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How shipping is chosen, and what becomes of the choice. */
class ShippingChoiceTest {
  private final Shop shop = new Shop();

  @Test
  void anOptionIsChosenByNameOrAsTheCheapest() {
    Checkout cart = shop.cart(add("mug-blue", 1), shipTo(berlin()), choose("express"));
    assertEquals(990, cart.contents().shippingOption().price());
    Checkout cheapest = shop.accepted(cart, choose("cheapest"));
    assertEquals("standard", cheapest.contents().shippingOption().id());
    shop.refusedAt(
        ProblemType.SHIPPING_OPTION_UNAVAILABLE, "/actions/0/option", cart, choose("drone"));
    shop.refusedAt(
        ProblemType.SHIPPING_OPTION_UNAVAILABLE,
        "/actions/0/location",
        cart,
        new Action.ChooseShippingOption("pickup", "hamburg"));
  }

  @Test
  void taxGoesByThePickupPlace() {
    Checkout cart =
        shop.cart(add("mug-blue", 1), new Action.ChooseShippingOption("pickup", "wien"));
    assertEquals("USt", line(cart, "mug-blue").taxRates().getFirst().name());
    Checkout sent = shop.accepted(cart, choose("standard"));
    assertEquals("MwSt", line(sent, "mug-blue").taxRates().getFirst().name());
    // The tax goes by the pickup also when nothing but the tax is asked again.
    shop.pass(Duration.ofMinutes(9));
    shop.lastAsked();
    Checkout named = shop.accepted(cart, new Action.SetCustomer(ada()));
    assertEquals("USt", line(named, "mug-blue").taxRates().getFirst().name());
  }

  @Test
  void theChosenOptionIsQuotedAgainForAnotherAddressAndMayBeGone() {
    Checkout cart = shop.cart(add("mug-blue", 1), shipTo(berlin()), choose("standard"));
    Checkout wien = shop.accepted(cart, shipTo(address("AT", "1010")));
    assertEquals(990, wien.contents().shippingOption().price());
    Checkout bern = shop.accepted(cart, shipTo(address("CH", "3011")));
    assertNull(bern.contents().shippingOption());
    assertTrue(
        shop.assess(bern).problems().stream()
            .anyMatch(p ->
                p.type() == ProblemType.SHIPPING_OPTION_UNAVAILABLE && p.blocks().contains("pay")));
    assertEquals(0, Totals.of(bern, STOREFRONT).shipping());
    // Back where it is offered, the wish holds again.
    assertEquals(490, shop.accepted(bern, shipTo(berlin())).contents().shippingOption().price());
  }

  @Test
  void theWishStaysWhileNothingShips() {
    Checkout cart = shop.cart(add("mug-blue", 1), add("song", 1), choose("standard"));
    Checkout digital = shop.accepted(cart, new Action.RemoveLine(id("mug-blue")));
    assertNull(digital.contents().shippingOption());
    assertNull(digital.contents().receipt(Port.SHIPPING));
    assertEquals(
        490, shop.accepted(digital, add("mug-blue", 1)).contents().shippingOption().price());
  }

  @Test
  void optionsAreGivenWhenTheyAreWanted() {
    Checkout cart = shop.cart(add("mug-blue", 1));
    StepResult.Accepted asked =
        assertInstanceOf(
            StepResult.Accepted.class, shop.steps().requote(cart, STOREFRONT, false, true, DIGEST));
    assertEquals(4, asked.options().options().size());
    assertEquals(cart, asked.checkout());
    StepResult.Accepted digital =
        assertInstanceOf(
            StepResult.Accepted.class,
            shop.steps().requote(shop.cart(add("song", 1)), STOREFRONT, false, true, DIGEST));
    assertNull(digital.options());
  }
}
