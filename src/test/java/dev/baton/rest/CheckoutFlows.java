package dev.baton.rest;

import static dev.baton.rest.Shopper.ADA;
import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every call, from create to order, in whichever way the providers are reached. */
abstract class CheckoutFlows {
  @Test
  void aCartBecomesAnOrder() {
    Shopper shopper = Shopper.begins(line("mug-blue", 2));
    shopper
        .last()
        .then()
        .body("checkout.revision", is(1))
        .body("checkout.epoch", is(0))
        .body("checkout.status", is("open"))
        .body("checkout.lines[0].title", is("Blaue Tasse"))
        .body("checkout.totals.items", is(2400))
        .body("checkout.reservation.status", is("none"))
        .body("checkout.payment.status", is("none"))
        .body("checkout.order", nullValue())
        .header("Cache-Control", "no-store");
    shopper.ok(shopper.act(ADA, BERLIN, STANDARD, Shopper.code("WELCOME10")));
    shopper
        .last()
        .then()
        .body("checkout.revision", is(2))
        .body("checkout.totals.discount", is(240))
        .body("checkout.totals.shipping", is(490))
        .body("checkout.totals.tax", is(423))
        .body("checkout.totals.taxes[0].rate", is("0.19"))
        .body("checkout.totals.taxes[0].base", is(2227))
        .body("checkout.totals.total", is(2650))
        .body("checkout.totals.due", is(2650))
        .body("checkout.totals.estimated", is(false))
        .body("checkout.problems.findAll { it.blocks.contains('pay') }", hasSize(0))
        .body("checkout.next", hasItems("reserve", "pay", "cancel", "add-line"));
    shopper.ok(shopper.reserve());
    shopper
        .last()
        .then()
        .body("checkout.epoch", is(1))
        .body("checkout.reservation.status", is("held"))
        .body("checkout.reservation.until", notNullValue());
    shopper.ok(shopper.pay("pm_card_visa"));
    shopper
        .last()
        .then()
        .body("checkout.epoch", is(2))
        .body("checkout.payment.status", is("authorized"))
        .body("checkout.reservation.status", is("committing"))
        .body("checkout.next", hasItem("complete"));
    shopper.completed();
    shopper
        .last()
        .then()
        .body("checkout.order.id", notNullValue())
        .body("checkout.order.status", is("placed"))
        .body("checkout.payment.status", is("captured"))
        .body("checkout.reservation.status", is("claimed"))
        .body("checkout.totals.total", is(2650))
        .body("checkout.next", not(hasItem("pay")));
  }

  @Test
  void anEmptyCheckoutHasRevisionOneAndSaysWhatIsMissing() {
    Shopper shopper = Shopper.begins();
    shopper.last().then().body("checkout.revision", is(1)).body("checkout.lines", hasSize(0));
    assertEquals("checkout-empty", shopper.problems().getFirst());
  }

  @Test
  void readingShowsTheSameStateWithoutANewRevision() {
    Shopper shopper = Shopper.ready(MUG);
    Object before = shopper.last().path("checkout");
    String token = shopper.token();
    shopper.ok(shopper.read());
    assertEquals(before, shopper.last().path("checkout"));
    assertEquals(token, shopper.token());
  }

  @Test
  void personalDataComesBackMasked() {
    Shopper shopper = Shopper.ready(MUG);
    shopper
        .last()
        .then()
        .body("checkout.customer.email", is("a***@example.com"))
        .body("checkout.customer.name", is("A*** E***"))
        .body("checkout.shippingAddress.line1", is("H*** 1***"))
        .body("checkout.shippingAddress.city", is("B***"))
        .body("checkout.shippingAddress.postalCode", is("10117"))
        .body("checkout.shippingAddress.country", is("DE"));
    assertFalse(shopper.last().asString().contains("Ada"));
  }

  @Test
  void actionsAreAllAppliedOrNone() {
    Shopper shopper = Shopper.begins(MUG);
    Response refused = shopper.act(line("mug-red", 1), line("no-such-thing", 1));
    refused
        .then()
        .statusCode(422)
        .body("type", containsString("/problems/unknown-sku"))
        .body("pointer", is("/actions/1/sku"));
    shopper.ok(shopper.read());
    shopper.last().then().body("checkout.lines", hasSize(1)).body("checkout.revision", is(1));
  }

  @Test
  void everyActionDoesWhatItsNameSays() {
    Shopper shopper = Shopper.begins(line("mug-blue", 1), line("mug-red", 2));
    String blue = shopper.get("lines.find { it.sku == 'mug-blue' }.id");
    String red = shopper.get("lines.find { it.sku == 'mug-red' }.id");
    shopper.ok(
        shopper.act(
            "{\"action\":\"set-quantity\",\"line\":\"" + blue + "\",\"quantity\":5}",
            "{\"action\":\"remove-line\",\"line\":\"" + red + "\"}",
            ADA,
            BERLIN,
            "{\"action\":\"set-billing-address\",\"address\":{\"name\":\"Bo\",\"line1\":\"Weg 2\",\"postalCode\":\"10119\",\"city\":\"Berlin\",\"country\":\"DE\"}}",
            "{\"action\":\"choose-shipping-option\",\"option\":\"cheapest\"}",
            Shopper.code("MINUS5"),
            "{\"action\":\"set-attribute\",\"name\":\"gift-note\",\"value\":\"Alles Gute\"}"));
    shopper
        .last()
        .then()
        .body("checkout.lines.sku", equalTo(List.of("mug-blue")))
        .body("checkout.lines[0].quantity", is(5))
        .body("checkout.billingAddress.postalCode", is("10119"))
        .body("checkout.shipping.option", notNullValue())
        .body("checkout.promotions[0].code", is("MINUS5"))
        .body("checkout.attributes.gift-note", is("Alles Gute"));
    String promotion = shopper.get("promotions[0].id");
    shopper.ok(
        shopper.act(
            "{\"action\":\"remove-promotion\",\"promotion\":\"" + promotion + "\"}",
            "{\"action\":\"set-attribute\",\"name\":\"gift-note\",\"value\":null}",
            "{\"action\":\"set-billing-address\",\"address\":null}",
            "{\"action\":\"set-lines\",\"lines\":[{\"sku\":\"book-running\",\"quantity\":1}]}"));
    shopper
        .last()
        .then()
        .body("checkout.lines.sku", equalTo(List.of("book-running")))
        .body("checkout.promotions", hasSize(0))
        .body("checkout.attributes.size()", is(0))
        .body("checkout.billingAddress", nullValue());
  }

  @Test
  void whatCanBeChosenIsListedAloneOrBesideTheCheckout() {
    Shopper shopper = Shopper.begins(MUG, ADA, BERLIN);
    Response alone = shopper.call("GET", "/shipping-options", null);
    alone
        .then()
        .statusCode(200)
        .body("shippingOptions.option", hasItems("standard", "express"))
        .body("shippingOptions.price", everyItem(greaterThanOrEqualTo(0)));
    List<Object> options = alone.path("shippingOptions");
    Response methods = shopper.call("GET", "/payment-options", null);
    methods.then().statusCode(200).body("paymentOptions.method", hasItem("pm_card_visa"));
    Response beside =
        shopper.call(
            "POST",
            "/actions",
            "{\"actions\":["
                + STANDARD
                + "],\"include\":[\"shippingOptions\",\"paymentOptions\"]}");
    beside
        .then()
        .statusCode(200)
        .body("shippingOptions", equalTo(options))
        .body("paymentOptions", equalTo(methods.path("paymentOptions")));
    Response read = shopper.call("GET", "?include=shippingOptions,paymentOptions", null);
    read.then().statusCode(200).body("shippingOptions", equalTo(options));
  }

  @Test
  void whatDoesNotShipHasNoShippingOptions() {
    Shopper shopper = Shopper.begins(line("ebook-protocols", 1));
    shopper
        .call("GET", "/shipping-options", null)
        .then()
        .statusCode(200)
        .body("shippingOptions", hasSize(0));
    shopper.last().then().body("checkout.shipping", nullValue());
  }

  @Test
  void aRefreshChangesNothingWhileNothingHasChanged() {
    Shopper shopper = Shopper.ready(MUG);
    String before = shopper.token();
    shopper.ok(shopper.refresh());
    shopper.last().then().body("changes", hasSize(0)).body("checkout.revision", is(1));
    assertNotEquals(before, shopper.token());
  }

  @Test
  void aRefreshBringsAnOlderTokenForward() {
    Shopper shopper = Shopper.ready(MUG);
    Shopper waiting = shopper.fork();
    shopper.ok(shopper.pay("pm_card_visa")).completed();
    waiting.ok(waiting.refresh());
    waiting
        .last()
        .then()
        .body("checkout.status", is("completed"))
        .body("checkout.order.id", is(shopper.order().get("id")))
        .body("changes.pointer", hasItems("/status", "/order"));
  }

  @Test
  void aReservationIsReleased() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.reserve()).ok(shopper.release());
    shopper
        .last()
        .then()
        .body("checkout.reservation.status", is("none"))
        .body("checkout.epoch", is(2));
  }

  @Test
  void aDeclineCarriesTheNewTokenAndAnotherMethodMayFollow() {
    Shopper shopper = Shopper.ready(MUG);
    String before = shopper.token();
    Response declined = shopper.pay("pm_card_visa_chargeDeclined");
    declined
        .then()
        .statusCode(402)
        .body("type", containsString("/problems/payment-declined"))
        .body("checkout.payment.status", is("failed"))
        .body("checkout.payment.declineCode", is("generic_decline"))
        .body("checkout.epoch", is(1))
        .body("token", not(is(before)));
    shopper.ok(shopper.pay("pm_card_visa")).completed();
  }

  /** Where the test finds a page of the sandbox. */
  String reachable(String page) {
    return page;
  }

  @Test
  void aShopperIsSentToAuthenticateAndComesBackToAnOrder() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.pay("pm_card_authenticationRequired"));
    shopper
        .last()
        .then()
        .body("checkout.payment.status", is("requires-action"))
        .body("nextAction.type", is("redirect"))
        .body("nextAction.url", containsString("http"));
    String page = reachable(shopper.last().path("nextAction.url"));
    given().redirects().follow(false).get(page).then().statusCode(200);
    approve(page);
    shopper.completed();
    shopper.last().then().body("checkout.payment.status", is("captured"));
  }

  /** Presses the button of the sandbox's 3-D Secure page. */
  private static void approve(String page) {
    given()
        .redirects()
        .follow(false)
        .formParam("decision", "approve")
        .post(page)
        .then()
        .statusCode(303)
        .header("Location", containsString("https://shop.example/back"));
  }

  @Test
  void aCancelledCheckoutIsOver() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.pay("pm_card_visa"));
    Shopper older = shopper.fork();
    shopper.ok(shopper.cancel());
    shopper
        .last()
        .then()
        .body("checkout.status", is("cancelled"))
        .body("checkout.payment.status", is("cancelled"))
        .body("checkout.reservation.status", is("none"));
    assertEquals(409, shopper.act(MUG).statusCode());
    assertEquals(409, shopper.pay("pm_card_visa").statusCode());
    assertEquals(409, older.pay("pm_card_mastercard").statusCode());
    assertEquals(409, older.complete().statusCode());
  }

  @Test
  void completingAgainWithAnyTokenGivesTheSameOrder() {
    Shopper shopper = Shopper.ready(MUG);
    Shopper first = shopper.fork();
    shopper.ok(shopper.pay("pm_card_visa"));
    Shopper paid = shopper.fork();
    shopper.completed();
    Object order = shopper.order().get("id");
    for (Shopper any : List.of(shopper, paid, first)) {
      any.ok(any.complete());
      assertEquals(order, any.order().get("id"));
    }
  }

  @Test
  void anAnchorThatIsRepeatedReturnsItsOutcome() {
    Shopper shopper = Shopper.ready(MUG);
    Shopper retry = shopper.fork();
    shopper.ok(shopper.pay("pm_card_visa"));
    retry.ok(retry.pay("pm_card_visa"));
    assertEquals(shopper.<Object>get("payment"), retry.get("payment"));
    assertEquals(shopper.<Integer>get("epoch"), retry.get("epoch"));
    retry.completed();
    shopper.completed();
    assertEquals(shopper.order().get("id"), retry.order().get("id"));
  }

  @Test
  void whatWasPaidForIsWhatIsOrdered() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.pay("pm_card_visa"));
    Shopper edited = shopper.fork();
    edited.ok(edited.act(line("mug-red", 1)));
    edited.last().then().body("checkout.payment.status", is("changed"));
    edited
        .complete()
        .then()
        .statusCode(409)
        .body("type", containsString("/problems/payment-changed"));
    shopper.completed();
    shopper.last().then().body("checkout.lines", hasSize(1));
  }

  @Test
  void everythingInNextIsWhatTheStateDoesNotRefuse() {
    Shopper shopper = Shopper.begins(MUG);
    List<String> next = shopper.get("next");
    assertFalse(next.contains("complete"));
    shopper
        .complete()
        .then()
        .statusCode(409)
        .body("type", containsString("/problems/step-not-open"));
  }

  @Test
  void aStorefrontsTokenIsRefusedFromAnotherOnesPage() {
    Shopper shopper = Shopper.begins(MUG);
    for (String origin : List.of("https://outlet.example", "https://evil.example", "null")) {
      shopper
          .authorized()
          .header("Origin", origin)
          .get("/v1/checkout")
          .then()
          .statusCode(403)
          .body("type", containsString("/problems/origin-not-allowed"));
    }
    shopper
        .authorized()
        .header("Origin", "https://shop.example")
        .get("/v1/checkout")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", "https://shop.example");
    given()
        .header("Origin", "https://outlet.example")
        .contentType("application/json")
        .body("{\"storefront\":\"demo\",\"currency\":\"EUR\",\"country\":\"DE\",\"locale\":\"de\"}")
        .post("/v1/checkouts")
        .then()
        .statusCode(403);
  }

  @Test
  void pricesGoByCurrencyAndTaxByCountry() {
    Response american =
        Shopper.post(
            given(),
            "/v1/checkouts",
            "{\"storefront\":\"demo\",\"currency\":\"USD\",\"country\":\"US\",\"locale\":\"en-US\",\"actions\":["
                + MUG
                + "]}");
    american
        .then()
        .statusCode(201)
        .body("checkout.totals.taxIncluded", is(false))
        .body("checkout.lines[0].unitPrice", is(1295));
  }
}
