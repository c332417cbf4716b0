package dev.baton.rest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.ProblemType;
import dev.baton.local.LocalRedisResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class WebRulesIT {
  private static final String SHOP = "https://shop.example";

  private static void isProblem(Response response, ProblemType type) {
    assertEquals(type.status(), response.statusCode(), response.asString());
    assertEquals("application/problem+json", response.contentType());
    assertTrue(response.path("type").toString().endsWith("/problems/" + type.slug()));
    assertTrue(response.path("type").toString().startsWith("http://"));
    assertEquals("no-store", response.header("Cache-Control"));
    assertEquals("nosniff", response.header("X-Content-Type-Options"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/v1", "/v1/", "/v1/payments/sandbox", "/v1/checkout/actions/1"})
  void anUnknownPathIsAProblem(String path) {
    isProblem(given().get(path), ProblemType.NOT_FOUND);
    isProblem(given().contentType("application/json").body("{}").post(path), ProblemType.NOT_FOUND);
  }

  @Test
  void aProblemThatThereIsNotHasNoPage() {
    isProblem(given().get("/problems/none-such"), ProblemType.NOT_FOUND);
  }

  @Test
  void anotherMethodIsAProblemThatNamesThoseThereAre() {
    Response response = given().get("/v1/checkout/actions");
    isProblem(response, ProblemType.METHOD_NOT_ALLOWED);
    assertEquals("POST", response.header("Allow"));
    response = given().put("/v1/checkout/reservation");
    isProblem(response, ProblemType.METHOD_NOT_ALLOWED);
    assertEquals("DELETE, POST", response.header("Allow"));
  }

  @Test
  void aMediaTypeThatThereIsNotIsAProblem() {
    isProblem(given().accept("application/xml").get("/v1/checkout"), ProblemType.NOT_ACCEPTABLE);
  }

  @Test
  void aBodyThatIsNotJsonIsAProblem() {
    for (String type : new String[] {"text/plain", "application/xml", "application/json-seq"}) {
      isProblem(
          given().contentType(type).body("{}".getBytes(UTF_8)).post("/v1/checkouts"),
          ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  @Test
  void aBodyOf64KiBIsReadAndOneByteMoreIsNot() {
    String padding = " ".repeat(64 * 1024 - 2);
    isProblem(
        given().contentType("application/json").body("{}" + padding).post("/v1/checkouts"),
        ProblemType.MISSING_FIELD);
    isProblem(
        given().contentType("application/json").body("{} " + padding).post("/v1/checkouts"),
        ProblemType.BODY_TOO_LARGE);
    isProblem(
        given()
            .contentType("application/json")
            .body(("{} " + padding).repeat(40))
            .post("/v1/checkouts"),
        ProblemType.BODY_TOO_LARGE);
  }

  @Test
  void theMethodsOfAnAddressAreItsOwn() {
    for (String[] known :
        new String[][] {
          {"/v1/checkouts", "POST, OPTIONS"},
          {"/v1/checkout/reservation", "DELETE, POST, OPTIONS"},
          {"/v1/checkout", "GET, HEAD, OPTIONS"},
          {"/problems", "GET, HEAD, OPTIONS"},
          {"/openapi", "GET, HEAD, OPTIONS"}
        }) {
      Response response = given().options(known[0]);
      assertEquals(204, response.statusCode());
      assertEquals(known[1], response.header("Allow"));
    }
  }

  @Test
  void documentsAreOnlyRead() {
    for (String path : new String[] {"/openapi", "/problems", "/.well-known/jwks.json"}) {
      Response response = given().post(path);
      isProblem(response, ProblemType.METHOD_NOT_ALLOWED);
      assertEquals("GET, HEAD", response.header("Allow"));
      assertEquals(200, given().head(path).statusCode());
    }
  }

  @Test
  void whatIsCachedDoesNotDependOnWhoAsks() {
    for (String path : new String[] {"/problems", "/problems/not-found"}) {
      for (String type : new String[] {"application/json", "text/html"}) {
        Response response = given().header("Host", "canary.example").accept(type).get(path);
        assertEquals(200, response.statusCode());
        assertFalse(response.asString().contains("canary"));
      }
    }
  }

  @Test
  void noAnswerSetsACookieAndNoneWithATokenIsKeptByACache() {
    Response created =
        given()
            .contentType("application/json")
            .body(
                """
                {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE"}\
                """)
            .post("/v1/checkouts");
    assertEquals(201, created.statusCode(), created.asString());
    String token = created.path("token");
    Response read = given().header("Authorization", "Bearer " + token).get("/v1/checkout");
    Response refused = given().get("/v1/checkout");
    Response keys = given().get("/.well-known/jwks.json");
    for (Response answer : new Response[] {created, read, refused, keys}) {
      assertNull(answer.header("Set-Cookie"));
    }
    for (Response answer : new Response[] {created, read, refused}) {
      assertEquals("no-store", answer.header("Cache-Control"));
    }
  }

  @Test
  void aMissingTokenIsAProblemWithAChallenge() {
    Response response = given().get("/v1/checkout");
    isProblem(response, ProblemType.TOKEN_MISSING);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
  }

  @Test
  void aPreflightIsAnsweredForTheUnionOfAllOrigins() {
    for (String origin : new String[] {SHOP, "https://outlet.example"}) {
      Response response =
          given()
              .header("Origin", origin)
              .header("Access-Control-Request-Method", "POST")
              .header("Access-Control-Request-Headers", "authorization,content-type")
              .options("/v1/checkout/actions");
      assertEquals(204, response.statusCode());
      assertEquals(origin, response.header("Access-Control-Allow-Origin"));
      assertTrue(response.header("Access-Control-Allow-Methods").contains("POST"));
      assertEquals("Authorization, Content-Type", response.header("Access-Control-Allow-Headers"));
      assertEquals("Origin", response.header("Vary"));
    }
  }

  @Test
  void aPreflightOfAnyOtherOriginIsRefused() {
    for (String origin : new String[] {"https://evil.example", "null", SHOP + ".evil.example"}) {
      Response response =
          given()
              .header("Origin", origin)
              .header("Access-Control-Request-Method", "POST")
              .options("/v1/checkout/actions");
      isProblem(response, ProblemType.ORIGIN_NOT_ALLOWED);
      assertNull(response.header("Access-Control-Allow-Origin"));
    }
  }

  @Test
  void anAnswerMayBeReadByAStorefrontsPageAndNoOther() {
    Response response = given().header("Origin", SHOP).get("/v1/checkout");
    assertEquals(SHOP, response.header("Access-Control-Allow-Origin"));
    assertTrue(response.header("Access-Control-Expose-Headers").contains("Retry-After"));
    response = given().header("Origin", "https://evil.example").get("/v1/checkout");
    assertNull(response.header("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemHasAPage(ProblemType type) {
    Response html = given().accept("text/html,*/*;q=0.8").get("/problems/" + type.slug());
    assertEquals(200, html.statusCode());
    assertTrue(html.contentType().startsWith("text/html"));
    assertTrue(html.asString().contains("What to do"));
    assertTrue(html.header("Cache-Control").contains("max-age"));
    Response json = given().accept("application/json").get("/problems/" + type.slug());
    assertEquals(type.status(), json.<Integer>path("status"));
    assertEquals(type.title(), json.path("title"));
    assertFalse(json.path("meaning").toString().isBlank());
    assertFalse(json.path("remedy").toString().isBlank());
  }

  @Test
  void theListOfProblemsHasThemAll() {
    Response json = given().accept("application/json").get("/problems");
    assertEquals(ProblemType.values().length, json.<Integer>path("problems.size()"));
    Response html = given().accept("text/html").get("/problems");
    assertTrue(
        Stream.of(ProblemType.values()).allMatch(type -> html.asString().contains(type.slug())));
  }
}
