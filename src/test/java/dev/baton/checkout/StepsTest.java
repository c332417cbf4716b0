package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.ada;
import static dev.baton.checkout.Shop.add;
import static dev.baton.checkout.Shop.address;
import static dev.baton.checkout.Shop.berlin;
import static dev.baton.checkout.Shop.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final Shop shop = new Shop();

  private static Action choose(String option) {
    return new Action.ChooseShippingOption(option, null);
  }

  private static Action code(String code) {
    return new Action.ApplyPromotion(code);
  }

  private static Action shipTo(@Nullable Address address) {
    return new Action.SetShippingAddress(address);
  }

  private static String id(String sku) {
    return LineId.of(sku, Map.of());
  }

  private static Line line(Checkout checkout, String sku) {
    Line line = checkout.contents().line(id(sku));
    assertNotNull(line, sku);
    return line;
  }

  private void refusedAt(
      ProblemType type, @Nullable String pointer, Checkout checkout, Action... actions) {
    Refusal refusal = shop.refused(checkout, actions);
    assertEquals(type, refusal.type());
    assertEquals(pointer, refusal.pointer());
  }

  // --- edits

  @Test
  void theFirstRevisionIsOneWhateverTheActions() {
    for (List<Action> actions : List.of(List.<Action>of(), List.<Action>of(add("mug-blue", 2)))) {
      StepResult result =
          shop.steps().create(Shop.empty(), STOREFRONT, actions, "/actions", null, false, DIGEST);
      assertEquals(
          1, assertInstanceOf(StepResult.Accepted.class, result).checkout().contents().revision());
    }
  }

  @Test
  void theRevisionGrowsOnlyWhenSomethingChanged() {
    Checkout cart = shop.cart(add("mug-blue", 2));
    assertEquals(2, cart.contents().revision());
    Checkout same = shop.accepted(cart, new Action.SetQuantity(id("mug-blue"), 2));
    assertEquals(cart, same);
    Checkout other = shop.accepted(cart, new Action.SetQuantity(id("mug-blue"), 3));
    assertEquals(3, other.contents().revision());
  }

  @Test
  void theSameSkuAndAttributesAddUpAndOthersDoNot() {
    Action engraved = new Action.AddLine("mug-blue", 1, Map.of("text", "Ada"));
    Checkout cart = shop.cart(add("mug-blue", 1), add("mug-blue", 2), engraved);
    assertEquals(List.of(3, 1), cart.contents().lines().stream().map(Line::quantity).toList());
  }

  @Test
  void quantityZeroRemovesTheLine() {
    Checkout cart = shop.cart(add("mug-blue", 1), add("book", 1));
    Checkout after = shop.accepted(cart, new Action.SetQuantity(id("book"), 0));
    assertEquals(List.of("mug-blue"), after.contents().lines().stream().map(Line::sku).toList());
  }

  @Test
  void setLinesReplacesAllAndKeepsTheQuotesOfThoseThatStay() {
    Checkout cart = shop.cart(add("mug-blue", 1), add("book", 1));
    shop.lastAsked();
    Checkout same =
        shop.accepted(cart, new Action.SetLines(List.of(add("mug-blue", 1), add("book", 1))));
    assertEquals(Set.of(), shop.lastAsked());
    assertEquals(cart, same);
    assertTrue(shop.accepted(cart, new Action.SetLines(List.of())).contents().lines().isEmpty());
  }

  @Test
  void allActionsOrNoneAreApplied() {
    Checkout cart = shop.cart(add("mug-blue", 1));
    refusedAt(
        ProblemType.UNKNOWN_LINE,
        "/actions/1/line",
        cart,
        add("mug-blue", 1),
        new Action.RemoveLine("nosuchline"));
  }

  @Test
  void whatIsNotSoldIsRefusedAtItsAction() {
    refusedAt(
        ProblemType.UNKNOWN_SKU,
        "/actions/1/sku",
        open(Shop.empty()),
        add("mug-blue", 1),
        add("unicorn", 1));
    refusedAt(
        ProblemType.UNKNOWN_SKU,
        "/actions/0/lines/1/sku",
        open(Shop.empty()),
        new Action.SetLines(List.of(add("mug-blue", 1), add("unicorn", 1))));
  }

  @Test
  void limitsAreRefusedAtTheActionThatExceedsThem() {
    Checkout cart = shop.cart(add("mug-blue", 20));
    refusedAt(ProblemType.QUANTITY_LIMIT, "/actions/0/quantity", cart, add("mug-blue", 1));
    refusedAt(
        ProblemType.QUANTITY_LIMIT,
        "/actions/0/quantity",
        cart,
        add("mug-blue", Integer.MAX_VALUE));
    refusedAt(
        ProblemType.QUANTITY_LIMIT,
        "/actions/0/quantity",
        cart,
        new Action.SetQuantity(id("mug-blue"), 21));
    refusedAt(ProblemType.QUANTITY_LIMIT, "/actions/0/quantity", cart, add("print", 3));
    refusedAt(
        ProblemType.INVALID_VALUE,
        "/actions/0/attributes",
        cart,
        new Action.AddLine("mug-red", 1, Map.of("a", "1", "b", "2", "c", "3")));
    shop.limits = new Limits(2, 20, 1, 2);
    refusedAt(ProblemType.LINE_LIMIT, "/actions/1", cart, add("mug-red", 1), add("book", 1));
    refusedAt(ProblemType.CODE_LIMIT, "/actions/1/code", cart, code("FIVE"), code("WELCOME10"));
  }

  @Test
  void attributesAreThoseOfTheStorefront() {
    Checkout cart =
        shop.cart(new Action.SetAttribute("note", "hi"), new Action.SetAttribute("gift", "yes"));
    assertEquals(Map.of("note", "hi", "gift", "yes"), cart.contents().attributes());
    assertEquals(
        Map.of("gift", "yes"),
        shop.accepted(cart, new Action.SetAttribute("note", null)).contents().attributes());
    refusedAt(
        ProblemType.ATTRIBUTE_NOT_ALLOWED,
        "/actions/0/name",
        cart,
        new Action.SetAttribute("other", "x"));
  }

  @Test
  void countriesAreThoseOfTheStorefront() {
    Checkout cart = shop.cart(add("mug-blue", 1));
    refusedAt(
        ProblemType.COUNTRY_NOT_SOLD,
        "/actions/0/address/country",
        cart,
        shipTo(address("FR", "75001")));
    refusedAt(
        ProblemType.COUNTRY_NOT_SOLD,
        "/actions/0/address/country",
        cart,
        new Action.SetBillingAddress(address("FR", "75001")));
    // A bill may go anywhere as long as the goods don't.
    shop.accepted(cart, new Action.SetBillingAddress(address("FR", "75001")), shipTo(berlin()));
  }

  @Test
  void amountsThatGetTooLargeAreRefused() {
    Checkout cart = shop.cart(add("palace", 2));
    refusedAt(ProblemType.AMOUNT_TOO_LARGE, "/actions", cart, add("palace", 1));
  }

  @Test
  void whatIsNotOpenIsRefusedAtTheFirstAction() {
    Checkout.Open cart = shop.cart(add("mug-blue", 1));
    refusedAt(ProblemType.STEP_NOT_OPEN, "/actions/0", cart.completing(), add("mug-blue", 1));
    refusedAt(
        ProblemType.STEP_NOT_OPEN,
        "/actions/0",
        open(Shop.empty()),
        new Action.SetQuantity(id("mug-blue"), 1));
  }

  // --- promotions

  @Test
  void aCodeThatDoesNotApplyIsRefusedAndOneThatDoesIsKept() {
    Checkout cart = shop.cart(add("mug-blue", 1), code("WELCOME10"));
    assertEquals(List.of("WELCOME10"), cart.contents().codes());
    Refusal refusal = shop.refused(cart, code("FIVE"), code("NOSUCH"));
    assertEquals(ProblemType.PROMOTION_NOT_APPLICABLE, refusal.type());
    assertEquals("/actions/1/code", refusal.pointer());
    assertEquals("expired", refusal.extra().get("reason"));
    assertEquals(cart, shop.accepted(cart, code("welcome10")));
  }

  @Test
  void aCodeThatStopsApplyingStaysWithANoticeUntilItIsRemoved() {
    Checkout cart = shop.cart(add("mug-blue", 1), add("book", 1), code("READ20"));
    Checkout without = shop.accepted(cart, new Action.RemoveLine(id("book")));
    assertEquals(List.of("READ20"), without.contents().codes());
    assertEquals(List.of(), without.contents().promotions());
    Problem problem =
        shop.assess(without).problems().stream()
            .filter(p -> p.type() == ProblemType.PROMOTION_NOT_APPLICABLE)
            .findFirst()
            .orElseThrow();
    assertEquals(List.of("remove-promotion"), problem.fix());
    assertEquals(List.of(), problem.blocks());

    String named = (String) problem.extra().get("promotion");
    assertEquals(
        List.of(), shop.accepted(without, new Action.RemovePromotion(named)).contents().codes());
    assertEquals(
        List.of(), shop.accepted(cart, new Action.RemovePromotion("p20")).contents().codes());
    refusedAt(
        ProblemType.UNKNOWN_PROMOTION,
        "/actions/0/promotion",
        cart,
        new Action.RemovePromotion("p1"));
  }

  @Test
  void aCodeMayComeBeforeTheFirstLine() {
    Checkout waiting = shop.cart(code("WELCOME10"));
    Checkout cart = shop.accepted(waiting, add("mug-blue", 2));
    assertEquals(240, Totals.of(cart, STOREFRONT).discount());
  }

  // --- shipping

  @Test
  void anOptionIsChosenByNameOrAsTheCheapest() {
    Checkout cart = shop.cart(add("mug-blue", 1), shipTo(berlin()), choose("express"));
    assertEquals(990, cart.contents().shippingOption().price());
    Checkout cheapest = shop.accepted(cart, choose("cheapest"));
    assertEquals("standard", cheapest.contents().shippingOption().id());
    refusedAt(ProblemType.SHIPPING_OPTION_UNAVAILABLE, "/actions/0/option", cart, choose("drone"));
    refusedAt(
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

  // --- which quotes are asked

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
    Checkout after =
        assertInstanceOf(
                StepResult.Accepted.class,
                shop.steps().requote(cart, STOREFRONT, false, false, DIGEST))
            .checkout();
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

  // --- providers that are down

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

    shop.pass(Duration.ofMinutes(60));
    Checkout later =
        assertInstanceOf(
                StepResult.Accepted.class,
                shop.steps().requote(cart, STOREFRONT, false, false, DIGEST))
            .checkout();
    assertEquals(192, Totals.of(later, STOREFRONT).tax());
    assertTrue(later.contents().receipt(Port.TAX).degraded());
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
    Checkout later =
        assertInstanceOf(
                StepResult.Accepted.class,
                shop.steps().requote(cart, STOREFRONT, false, false, DIGEST))
            .checkout();
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

  // --- the expected total

  @Test
  void anotherTotalThanTheExpectedOneIsRefusedWithEachChange() {
    Checkout cart = shop.cart(add("mug-blue", 2));
    shop.catalogue.put("mug-blue", new LinePrice("Blue mug", 1300, true, "standard", null));
    shop.pass(Duration.ofMinutes(15));
    Refusal refusal =
        assertInstanceOf(
                StepResult.Refused.class,
                shop.steps().act(cart, STOREFRONT, List.of(), "/actions", 2400L, false, DIGEST))
            .refusal();
    assertEquals(ProblemType.TOTAL_CHANGED, refusal.type());
    assertEquals(2400L, refusal.extra().get("expected"));
    assertEquals(2600L, refusal.extra().get("actual"));
    String changes = refusal.extra().get("changes").toString();
    assertTrue(changes.contains("{pointer=/lines/0/unitPrice, from=1200, to=1300}"), changes);
    assertTrue(changes.contains("{pointer=/totals/total, from=2400, to=2600}"), changes);

    assertInstanceOf(
        StepResult.Accepted.class,
        shop.steps().act(cart, STOREFRONT, List.of(), "/actions", 2600L, false, DIGEST));
  }

  @Test
  void taxIsAddedWhereTheStorefrontSaysSo() {
    Checkout cart =
        shop.accepted(
            open(Shop.empty("USD", "US")),
            add("mug-blue", 1),
            shipTo(address("US", "94105")),
            choose("standard"));
    Totals totals = Totals.of(cart, STOREFRONT);
    assertFalse(totals.taxIncluded());
    // 1200 * 0.0863 = 103.56; 1500 * 0.0863 = 129.45
    assertEquals(104 + 129, totals.tax());
    assertEquals(2700 + 233, totals.total());
    Checkout vague = shop.accepted(cart, shipTo(address("US", null)));
    assertNull(Totals.of(vague, STOREFRONT).tax());
    assertTrue(
        shop.assess(vague).problems().stream()
            .anyMatch(p -> p.type() == ProblemType.ADDRESS_INCOMPLETE));
  }
}
