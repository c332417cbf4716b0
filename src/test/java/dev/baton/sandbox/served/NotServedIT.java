package dev.baton.sandbox.served;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(NotServedIT.NotServed.class)
class NotServedIT {
  @Test
  void theSandboxIsNotThereUnlessItIsServed() {
    when().get("/sandbox/products").then().statusCode(404);
    when().get("/sandbox/orders").then().statusCode(404);
    when().get("/sandbox/providers/environment").then().statusCode(404);
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/sandbox/providers/orders")
        .then()
        .statusCode(404);
    when().post("/sandbox/reset").then().statusCode(404);
  }

  /** The default of everything but the tests. */
  public static class NotServed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("baton.sandbox.serve", "false");
    }
  }
}
