package dev.baton.rest;

import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.customer;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Customers whom somebody vouches for: what they pay, and that nobody else passes for them. */
abstract class IdentityFlows {
  private static final String MUGS = line("mug-blue", 2);
  private static final int FULL = 2400;
  private static final int TRADE = 2160;

  /** Neither is the gateway's moved. */
  private final InstantSource clock = InstantSource.system();

  private String good() {
    return Identity.customer("ada@example.com", Identity.LOGIN.assertion(clock.instant()));
  }

  static void refused(Response response) {
    response
        .then()
        .statusCode(422)
        .body("type", containsString("/problems/assertion-refused"))
        .body("pointer", is("/actions/0/assertion"));
  }

  private static void isNobodySpecial(Response response) {
    response
        .then()
        .body("checkout.customer.id", nullValue())
        .body("checkout.customer.group", nullValue())
        .body("checkout.totals.items", is(FULL));
  }

  @Test
  void whomAnAssertionVouchesForPaysThePricesOfTheGroup() {
    Shopper shopper = Shopper.begins(MUGS, good(), BERLIN, STANDARD);
    shopper
        .last()
        .then()
        .body("checkout.customer.id", is("***"))
        .body("checkout.customer.group", is("trade"))
        .body("checkout.customer.email", is("a***@example.com"))
        .body("checkout.lines[0].unitPrice", is(1080))
        .body("checkout.totals.items", is(TRADE));
    String claims = payload(shopper.token());
    assertFalse(claims.contains("4711"), "the id is personal");
    assertFalse(claims.contains("trade\""), "the group goes with it");
    shopper.ok(shopper.patiently(() -> shopper.pay("pm_card_visa"))).completed();
    assertEquals(TRADE + 490, shopper.total());
  }

  private static String payload(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  @Test
  void anotherGroupPaysWhatEverybodyPays() {
    Shopper shopper =
        Shopper.begins(
            MUGS,
            Identity.customer(
                "ada@example.com",
                Identity.LOGIN.assertion(clock.instant(), "customer-1", "friends")));
    shopper.last().then().body("checkout.customer.group", is("friends"));
    assertEquals(FULL, shopper.<Integer>get("totals.items"));
  }

  @Test
  void whatTheShopperSaysStaysAClaim() {
    for (String field : new String[] {"id", "group", "customerId", "verified"}) {
      Shopper.begins(MUGS)
          .act(
              "{\"action\":\"set-customer\",\"email\":\"ada@example.com\",\"%s\":\"trade\"}"
                  .formatted(field))
          .then()
          .statusCode(400)
          .body("type", containsString("/problems/unknown-field"));
    }
    Shopper shopper = Shopper.begins(MUGS, customer("ada@example.com"));
    isNobodySpecial(shopper.last());
    shopper.ok(
        shopper.act("{\"action\":\"set-attribute\",\"name\":\"source\",\"value\":\"trade\"}"));
    isNobodySpecial(shopper.last());
  }

  @Test
  void anyOtherAssertionIsRefusedAndChangesNothing() {
    Identity login = Identity.LOGIN;
    Shopper shopper = Shopper.begins(MUGS, customer("ada@example.com"));
    String good = login.assertion(clock.instant());
    String[] parts = good.split("\\.", -1);
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    for (String bad :
        new String[] {
          login.assertion(clock.instant(), claims -> claims.setIssuer("https://evil.example")),
          login.assertion(clock.instant(), claims -> claims.setAudience("another-service")),
          login.assertion(clock.instant().minus(Duration.ofHours(1))),
          Identity.OUTLET.assertion(clock.instant()),
          header + "." + parts[1] + "." + parts[2],
          parts[0] + "." + parts[1] + ".AAAA",
          shopper.token()
        }) {
      Response response = shopper.act(Identity.customer("ada@example.com", bad));
      refused(response);
      response.then().body("detail", not(containsString(bad)));
      refused(Shopper.create("", "demo", Identity.customer("ada@example.com", bad)));
    }
    shopper
        .act(Identity.customer("ada@example.com", header + "." + parts[1] + "."))
        .then()
        .statusCode(422)
        .body("type", containsString("/problems/invalid-value"));
    isNobodySpecial(shopper.read());
  }

  @Test
  void eachStorefrontBelievesItsOwnIssuer() {
    Shopper outlet = Shopper.at("", "outlet", MUGS);
    refused(outlet.act(good()));
    outlet.ok(
        outlet.act(Identity.customer("b@example.com", Identity.OUTLET.assertion(clock.instant()))));
    assertEquals("trade", outlet.get("customer.group"));
  }

  @Test
  void whoSignsOutOrIsSomebodyElseLosesIdAndPrices() {
    Shopper shopper = Shopper.begins(MUGS, good());
    assertEquals(TRADE, shopper.<Integer>get("totals.items"));
    shopper.ok(shopper.act(customer("ada@example.com")));
    isNobodySpecial(shopper.last());
  }

  @Test
  void itDoesNotComeAlongToAnotherCheckout() {
    Shopper verified = Shopper.begins(MUGS, good());
    String link =
        verified.call("POST", "/resume-link", "{}").path("link").toString().replaceAll(".*#", "");
    for (String from : new String[] {verified.token(), link}) {
      Shopper.post(
              given(),
              "/v1/checkouts",
              "{\"storefront\":\"demo\",\"currency\":\"EUR\",\"country\":\"DE\",\"locale\":\"de-DE\",\"from\":\"%s\"}"
                  .formatted(from))
          .then()
          .statusCode(201)
          .body("checkout.customer", nullValue())
          .body("checkout.totals.items", is(FULL));
    }
    Shopper stranger = Shopper.begins(customer("eve@example.org"));
    Response merged =
        stranger.patiently(
            () -> stranger.call("POST", "/merge", "{\"with\":\"" + verified.token() + "\"}"));
    stranger.ok(merged);
    isNobodySpecial(merged);
    merged.then().body("checkout.customer.email", is("e***@example.org"));
  }

  /** Two tabs of one checkout; in one of them the shopper has said to be somebody else. */
  @Test
  void inAMergeOfTabsWhoTheBearerIsStands() {
    Shopper mine = Shopper.begins(MUGS);
    String base = mine.token();
    Shopper theirs = mine.fork();
    theirs.ok(theirs.act(good()));
    mine.ok(mine.act(customer("eve@example.org")));
    for (String body :
        new String[] {
          "{\"with\":\"" + theirs.token() + "\",\"base\":\"" + base + "\"}",
          "{\"with\":\"" + theirs.token() + "\"}"
        }) {
      Shopper tab = mine.fork();
      Response merged = tab.call("POST", "/merge", body);
      tab.ok(merged);
      isNobodySpecial(merged);
      merged
          .then()
          .body("checkout.customer.email", is("e***@example.org"))
          .body("conflicts[0].pointer", is("/customer"))
          .body("conflicts[0].theirs.id", is("***"));
    }
    assertNotEquals(mine.token(), theirs.token());
  }
}
