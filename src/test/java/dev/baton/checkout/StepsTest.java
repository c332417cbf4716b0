package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;
import static dev.baton.checkout.Shop.add;
import static dev.baton.checkout.Shop.address;
import static dev.baton.checkout.Shop.berlin;
import static dev.baton.checkout.Shop.choose;
import static dev.baton.checkout.Shop.code;
import static dev.baton.checkout.Shop.id;
import static dev.baton.checkout.Shop.open;
import static dev.baton.checkout.Shop.shipTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each action does to a checkout, and what is refused at it. */
class StepsTest {
  private final Shop shop = new Shop();

  @Test
  void theFirstRevisionIsOneWhateverTheActions() {
    for (List<Action> actions : List.of(List.<Action>of(), List.<Action>of(add("mug-blue", 2)))) {
      StepResult result =
          shop.steps()
              .create(
                  Shop.open(Shop.empty()), STOREFRONT, actions, "/actions", null, false, DIGEST);
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
    shop.refusedAt(
        ProblemType.UNKNOWN_LINE,
        "/actions/1/line",
        cart,
        add("mug-blue", 1),
        new Action.RemoveLine("nosuchline"));
  }

  @Test
  void whatIsNotSoldIsRefusedAtItsAction() {
    shop.refusedAt(
        ProblemType.UNKNOWN_SKU,
        "/actions/1/sku",
        open(Shop.empty()),
        add("mug-blue", 1),
        add("unicorn", 1));
    shop.refusedAt(
        ProblemType.UNKNOWN_SKU,
        "/actions/0/lines/1/sku",
        open(Shop.empty()),
        new Action.SetLines(List.of(add("mug-blue", 1), add("unicorn", 1))));
  }

  @Test
  void whatIsTooManySaysHowManyOfWhatAndTheLimit() {
    Checkout cart = shop.cart(add("mug-blue", 20));
    for (Refusal refusal :
        List.of(
            shop.refused(cart, add("mug-blue", 5)),
            shop.refused(cart, new Action.SetQuantity(id("mug-blue"), 25)))) {
      assertEquals(
          "At most 20 of mug-blue can be bought in one line, and this would be 25",
          refusal.detail());
      assertEquals(Map.of("maximum", 20, "quantity", 25L, "sku", "mug-blue"), refusal.extra());
    }
    Refusal ofProvider = shop.refused(cart, add("print", 3));
    assertEquals(
        "At most 2 of print can be bought in one line, and this would be 3", ofProvider.detail());
  }

  @Test
  void limitsAreRefusedAtTheActionThatExceedsThem() {
    Checkout cart = shop.cart(add("mug-blue", 20));
    shop.refusedAt(ProblemType.QUANTITY_LIMIT, "/actions/0/quantity", cart, add("mug-blue", 1));
    shop.refusedAt(
        ProblemType.QUANTITY_LIMIT,
        "/actions/0/quantity",
        cart,
        add("mug-blue", Integer.MAX_VALUE));
    shop.refusedAt(
        ProblemType.QUANTITY_LIMIT,
        "/actions/0/quantity",
        cart,
        new Action.SetQuantity(id("mug-blue"), 21));
    shop.refusedAt(ProblemType.QUANTITY_LIMIT, "/actions/0/quantity", cart, add("print", 3));
    shop.refusedAt(
        ProblemType.INVALID_VALUE,
        "/actions/0/attributes",
        cart,
        new Action.AddLine("mug-red", 1, Map.of("a", "1", "b", "2", "c", "3")));
    shop.limits = new Limits(2, 20, 1, 2, 1000);
    shop.refusedAt(ProblemType.LINE_LIMIT, "/actions/1", cart, add("mug-red", 1), add("book", 1));
    shop.refusedAt(
        ProblemType.CODE_LIMIT, "/actions/1/code", cart, code("FIVE"), code("WELCOME10"));
  }

  @Test
  void attributesAreThoseOfTheStorefront() {
    Checkout cart =
        shop.cart(new Action.SetAttribute("note", "hi"), new Action.SetAttribute("gift", "yes"));
    assertEquals(Map.of("note", "hi", "gift", "yes"), cart.contents().attributes());
    assertEquals(
        Map.of("gift", "yes"),
        shop.accepted(cart, new Action.SetAttribute("note", null)).contents().attributes());
    shop.refusedAt(
        ProblemType.ATTRIBUTE_NOT_ALLOWED,
        "/actions/0/name",
        cart,
        new Action.SetAttribute("other", "x"));
  }

  @Test
  void countriesAreThoseOfTheStorefront() {
    Checkout cart = shop.cart(add("mug-blue", 1));
    shop.refusedAt(
        ProblemType.COUNTRY_NOT_SOLD,
        "/actions/0/address/country",
        cart,
        shipTo(address("FR", "75001")));
    shop.refusedAt(
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
    shop.refusedAt(ProblemType.AMOUNT_TOO_LARGE, "/actions", cart, add("palace", 1));
  }

  @Test
  void whatIsNotOpenIsRefusedAtTheFirstAction() {
    Checkout.Open cart = shop.cart(add("mug-blue", 1));
    shop.refusedAt(ProblemType.STEP_NOT_OPEN, "/actions/0", cart.completing(), add("mug-blue", 1));
    shop.refusedAt(
        ProblemType.STEP_NOT_OPEN,
        "/actions/0",
        open(Shop.empty()),
        new Action.SetQuantity(id("mug-blue"), 1));
  }

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
    shop.refusedAt(
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
