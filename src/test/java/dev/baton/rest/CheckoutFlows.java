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
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done to a cart before it is paid for, in whichever way the providers are reached. */
abstract class CheckoutFlows {
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
