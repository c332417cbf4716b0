package dev.baton.sandbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NoBankIT.PaidElsewhere.class)
class NoBankIT {
  @Test
  void theBankIsNotThereWhenNobodyPaysWithTheSandbox() {
    String payment = "/sandbox/payments/pi_1/";
    for (var response :
        new io.restassured.response.Response[] {
          given().get("/"),
          given().get(payment + "authenticate"),
          given().formParam("decision", "approve").post(payment + "authenticate"),
          given().formParam("client_secret", "x").post(payment + "confirm")
        }) {
      response
          .then()
          .statusCode(404)
          .contentType("application/problem+json")
          .body("type", endsWith("/problems/not-found"));
    }
  }

  /** A gateway whose payments are somebody else's. */
  public static class PaidElsewhere implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "baton.sandbox.serve",
          "false",
          "baton.payment.type",
          "http",
          "baton.payment.url",
          "http://127.0.0.1:1");
    }
  }
}
