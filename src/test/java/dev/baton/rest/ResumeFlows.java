package dev.baton.rest;

import static dev.baton.rest.Shopper.ADA;
import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.code;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On another device. */
abstract class ResumeFlows {
  static String fragment(Shopper shopper) {
    Response made = shopper.call("POST", "/resume-link", "{}");
    made.then().statusCode(200).body("expiresAt", notNullValue());
    String link = made.path("link");
    return link.substring(link.indexOf('#') + 1);
  }

  static Response from(String storefront, String token, String... actions) {
    return Shopper.post(
        given(),
        "/v1/checkouts",
        "{\"storefront\":\"%s\",\"currency\":\"EUR\",\"country\":\"DE\",\"locale\":\"de-DE\",\"from\":\"%s\",\"actions\":[%s]}"
            .formatted(storefront, token, String.join(",", actions)));
  }

  static void refused(Response response, int status, String type) {
    response
        .then()
        .statusCode(status)
        .body("type", containsString("/problems/" + type))
        .body("pointer", is("/from"));
  }

  @Test
  void aLinkBringsLinesAndCodesToAnotherDeviceAndNothingPersonal() {
    Shopper desk = Shopper.ready(line("mug-blue", 2), line("mug-red", 1), code("WELCOME10"));
    Response made = desk.call("POST", "/resume-link", "{}");
    String link = made.path("link");
    assertTrue(link.startsWith("http://") && link.contains("/#ey"), "the secret is no fragment");
    String fragment = link.substring(link.indexOf('#') + 1);
    String payload =
        new String(
            Base64.getUrlDecoder().decode(fragment.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    for (String personal : List.of("ada", "Ada", "Berlin", "10117", desk.<String>get("id"))) {
      assertFalse(payload.contains(personal), personal);
    }
    Response opened = from("demo", fragment);
    opened
        .then()
        .statusCode(201)
        .body("changes", hasSize(0))
        .body("checkout.revision", is(1))
        .body("checkout.epoch", is(0))
        .body("checkout.lines.sku", equalTo(List.of("mug-blue", "mug-red")))
        .body("checkout.lines.quantity", equalTo(List.of(2, 1)))
        .body("checkout.promotions[0].code", is("WELCOME10"))
        .body("checkout.customer", nullValue())
        .body("checkout.shippingAddress", nullValue())
        .body("checkout.shipping", nullValue());
    assertEquals(desk.<Integer>get("totals.items"), opened.path("checkout.totals.items"));
  }

  @Test
  void twoWhoOpenOneLinkHaveNothingToDoWithEachOther() {
    Shopper desk = Shopper.ready(MUG);
    String fragment = fragment(desk);
    Shopper one = Shopper.begins().take(from("demo", fragment), 201);
    Shopper other = Shopper.begins().take(from("demo", fragment, line("mug-red", 1)), 201);
    assertNotEquals(one.<String>get("id"), other.get("id"));
    assertNotEquals(desk.<String>get("id"), one.get("id"));
    other.ok(other.act(line("book-running", 1), ADA, BERLIN, STANDARD));
    other.ok(other.patiently(() -> other.reserve()));
    other.ok(other.patiently(() -> other.cancel()));
    one.ok(one.patiently(() -> one.refresh()));
    one.last()
        .then()
        .body("checkout.status", is("open"))
        .body("checkout.reservation.status", is("none"))
        .body("checkout.lines.sku", equalTo(List.of("mug-blue")));
    desk.ok(desk.patiently(() -> desk.pay("pm_card_visa"))).completed();
  }

  @Test
  void aLinkIsForItsStorefrontAndItsPurpose() {
    Shopper desk = Shopper.begins(MUG);
    String fragment = fragment(desk);
    refused(from("outlet", fragment), 401, "token-wrong-storefront");
    refused(from("demo", fragment + "x"), 401, "token");
    refused(from("demo", "nonsense"), 401, "token-malformed");
    given()
        .header("Authorization", "Bearer " + fragment)
        .get("/v1/checkout")
        .then()
        .statusCode(401)
        .body("type", containsString("/problems/token-wrong-type"));
    desk.call("POST", "/merge", "{\"with\":\"" + fragment + "\"}")
        .then()
        .statusCode(401)
        .body("type", containsString("/problems/token-wrong-type"));
  }

  @Test
  void nothingIsLinkedToAnEmptyCheckout() {
    Shopper.begins()
        .call("POST", "/resume-link", "{}")
        .then()
        .statusCode(409)
        .body("type", containsString("/problems/checkout-empty"));
  }

  @Test
  void anOrderIsBoughtAgainFromItsToken() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.patiently(() -> shopper.pay("pm_card_visa"))).completed();
    Shopper again =
        Shopper.begins()
            .take(
                from("demo", shopper.token(), Shopper.ADA, Shopper.BERLIN, Shopper.STANDARD), 201);
    again.last().then().body("checkout.revision", is(1)).body("checkout.order", nullValue());
    again.ok(again.patiently(() -> again.pay("pm_card_visa"))).completed();
    assertNotEquals(shopper.order().get("id"), again.order().get("id"));
  }

  @Test
  void withoutFromThereAreNoChanges() {
    Shopper.begins(MUG).last().then().body("changes", nullValue());
  }
}
