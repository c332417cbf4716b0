package dev.baton.sandbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.baton.checkout.PricingProvider;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.NextAction;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.PaymentProvider.NewIntent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The sandbox's own pages over HTTP, and its beans. */
@QuarkusTest
class SandboxPagesIT {
  private static final String RETURN_URL = "https://shop.example/back?basket=7#pay";

  @Inject Sandbox sandbox;

  @Inject
  @Identifier("sandbox") PricingProvider pricing;

  @Test
  void thePortsAreThoseOfTheOneSandbox() {
    assertSame(sandbox.pricing(), pricing);
  }

  @Test
  void theShopperApprovesAndIsSentBackToTheShop() {
    PaymentIntent intent = create("pm_card_authenticationRequired", RETURN_URL);
    String page = page(intent);
    given()
        .get(page)
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Cache-Control", "no-store")
        .body(containsString("26.50 EUR"))
        .body(containsString("Approve"));
    given()
        .redirects()
        .follow(false)
        .formParam("decision", "approve")
        .post(page)
        .then()
        .statusCode(303)
        .header(
            "Location",
            "https://shop.example/back?basket=7&payment_intent="
                + intent.id()
                + "&redirect_status=succeeded#pay");
    assertEquals(Status.AUTHORIZED, status(intent));
    given().get(page).then().statusCode(200).body(not(containsString("Approve")));
  }

  @Test
  void theShopperDeclines() {
    PaymentIntent intent = create("pm_card_authenticationRequired", null);
    given().formParam("decision", "decline").post(page(intent)).then().statusCode(200);
    assertEquals(Status.FAILED, status(intent));
  }

  @Test
  void anythingElseIsRefusedAndDecidesNothing() {
    PaymentIntent intent = create("pm_card_authenticationRequired", RETURN_URL);
    given().formParam("decision", "perhaps").post(page(intent)).then().statusCode(400);
    assertEquals(Status.REQUIRES_ACTION, status(intent));
    String nobody = "/sandbox/payments/pi_nobody/authenticate";
    given().get(nobody).then().statusCode(404);
    given().formParam("decision", "approve").post(nobody).then().statusCode(404);
  }

  @Test
  void aClientConfirmsWithItsSecret() {
    PaymentIntent intent = create(null, RETURN_URL);
    var data = ((NextAction.Provider) intent.nextAction()).data();
    String confirm = URI.create(data.get("confirmUrl")).getPath();
    given()
        .formParam("client_secret", "guess")
        .formParam("payment_method", "pm_card_visa")
        .post(confirm)
        .then()
        .statusCode(400);
    given()
        .formParam("client_secret", data.get("clientSecret"))
        .formParam("payment_method", "pm_card_visa")
        .post(confirm)
        .then()
        .statusCode(200)
        .body("status", equalTo("authorized"));
    assertEquals(Status.AUTHORIZED, status(intent));
  }

  private static String page(PaymentIntent intent) {
    return URI.create(((NextAction.Redirect) intent.nextAction()).url()).getPath();
  }

  private Status status(PaymentIntent intent) {
    return sandbox.payments().fetch(intent.id()).orElseThrow().status();
  }

  private PaymentIntent create(String method, String returnUrl) {
    String attempt = UUID.randomUUID().toString();
    NewIntent intent =
        new NewIntent(attempt, "demo", attempt, 2650, "EUR", method, returnUrl, Map.of());
    return ((Created.Made) sandbox.payments().create(intent)).intent();
  }
}
