package dev.baton.rest;

import static dev.baton.rest.Shopper.ADA;
import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the first hold to the order, or to its end without one. */
abstract class PurchaseFlows {
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
}
