package dev.baton.rest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedisResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class OpenApiIT {
  private static JsonPath description() {
    return given()
        .accept("application/json")
        .get("/openapi")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void theDescriptionHasThePathsAndMethodsThatAreAnswered() {
    Map<String, Map<String, Object>> paths = description().getMap("paths");
    Map<String, List<String>> described = new TreeMap<>();
    paths.forEach((path, operations) -> {
      if (path.startsWith("/v1/")) {
        var methods = new TreeSet<String>();
        operations.keySet().forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
        if (methods.contains("GET")) {
          methods.add("HEAD");
        }
        described.put(path, List.copyOf(methods));
      }
    });
    assertEquals(new TreeMap<>(ApiPaths.METHODS), described);
  }

  @Test
  void everyDescribedCallExists() {
    ApiPaths.METHODS.forEach((path, methods) ->
        methods.forEach(method -> {
          int status = given().request(method, path.replace("{provider}", "sandbox")).statusCode();
          // Nothing was sent: a call that exists wants a token or a body.
          assertTrue(status == 401 || status == 400, method + " " + path + ": " + status);
        }));
  }

  @Test
  void everyCallHasExamplesAndProblems() {
    JsonPath description = description();
    ApiPaths.METHODS.forEach((path, methods) -> {
      for (String method : methods) {
        if (method.equals("HEAD")) {
          continue;
        }
        String operation = "paths.'" + path + "'." + method.toLowerCase(Locale.ROOT);
        Map<String, Object> responses = description.getMap(operation + ".responses");
        String success = responses.containsKey("201") ? "201" : "200";
        assertFalse(
            description
                .getMap(
                    operation + ".responses.'" + success + "'.content.'application/json'.examples")
                .isEmpty(),
            operation);
        assertTrue(
            responses.keySet().containsAll(List.of("400", "403", "414", "431", "500", "503")),
            operation);
        if (method.equals("POST")) {
          assertFalse(
              description
                  .getMap(operation + ".requestBody.content.'application/json'.examples")
                  .isEmpty(),
              operation);
        }
      }
    });
    assertEquals("bearer", description.getString("components.securitySchemes.token.scheme"));
  }

  @Test
  void swaggerShowsTheDescription() {
    String page = given().get("/swagger").then().statusCode(200).extract().asString();
    assertTrue(page.contains("/openapi"), page);
  }
}
