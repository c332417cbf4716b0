package dev.baton.rest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A client of the API that keeps its newest token, as a storefront does. */
final class Shopper {
  static final String MUG = line("mug-blue", 1);
  static final String ADA =
      "{\"action\":\"set-customer\",\"email\":\"ada@example.com\",\"name\":\"Ada Example\"}";
  static final String BERLIN =
      "{\"action\":\"set-shipping-address\",\"address\":{\"name\":\"Ada Example\",\"line1\":\"Hauptstr. 1\","
          + "\"postalCode\":\"10117\",\"city\":\"Berlin\",\"country\":\"DE\"}}";
  static final String STANDARD = "{\"action\":\"choose-shipping-option\",\"option\":\"standard\"}";

  private final String base;
  private String token;
  private Response last;

  private Shopper(String base) {
    this.base = base;
  }

  static Shopper begins(String... actions) {
    return at("", "demo", actions);
  }

  /** A shopper of another gateway than the one under test. */
  static Shopper at(String base, String storefront, String... actions) {
    Shopper shopper = new Shopper(base);
    shopper.take(create(base, storefront, actions), 201);
    return shopper;
  }

  /** With everything that is needed to pay for these lines. */
  static Shopper ready(String... lines) {
    List<String> actions = new java.util.ArrayList<>(List.of(lines));
    actions.addAll(List.of(ADA, BERLIN, STANDARD));
    return begins(actions.toArray(String[]::new));
  }

  static Response create(String base, String storefront, String... actions) {
    return post(
        given(),
        base + "/v1/checkouts",
        "{\"storefront\":\"%s\",\"currency\":\"EUR\",\"country\":\"DE\",\"locale\":\"de-DE\",\"actions\":[%s]}"
            .formatted(storefront, String.join(",", actions)));
  }

  static Response post(RequestSpecification request, String path, String body) {
    return request.contentType("application/json").body(body).post(path);
  }

  static String line(String sku, int quantity) {
    return "{\"action\":\"add-line\",\"sku\":\"%s\",\"quantity\":%d}".formatted(sku, quantity);
  }

  static String customer(String email) {
    return "{\"action\":\"set-customer\",\"email\":\"%s\",\"name\":\"Ada Example\"}"
        .formatted(email);
  }

  static String code(String code) {
    return "{\"action\":\"apply-promotion\",\"code\":\"%s\"}".formatted(code);
  }

  /** Another tab with the same token. */
  Shopper fork() {
    return fork(base);
  }

  /** The same token at another gateway. */
  Shopper fork(String otherBase) {
    Shopper fork = new Shopper(otherBase);
    fork.token = token;
    fork.last = last;
    return fork;
  }

  String token() {
    return token;
  }

  /** The newest answer that carried a checkout. */
  Response last() {
    return last;
  }

  /** A value of the newest checkout. */
  <T> T get(String path) {
    return last.path("checkout." + path);
  }

  long total() {
    return last.<Number>path("checkout.totals.total").longValue();
  }

  List<String> problems() {
    List<String> types = last.path("checkout.problems.type");
    return types.stream().map(type -> type.substring(type.lastIndexOf('/') + 1)).toList();
  }

  RequestSpecification authorized() {
    return given().header("Authorization", "Bearer " + token);
  }

  /** Calls and takes the answer's token, if it has one. */
  Response call(String method, String path, String body) {
    RequestSpecification request = authorized();
    if (body != null) {
      request.contentType("application/json").body(body);
    }
    Response response = request.request(method, base + "/v1/checkout" + path);
    if (response.contentType().contains("json") && response.path("token") != null) {
      token = response.path("token");
      last = response;
    }
    return response;
  }

  Shopper take(Response response, int status) {
    assertEquals(status, response.statusCode(), response.asString());
    if (response.path("token") != null) {
      token = response.path("token");
      last = response;
    }
    return this;
  }

  Response read() {
    return call("GET", "", null);
  }

  Response act(String... actions) {
    return call(
        "POST",
        "/actions",
        Arrays.stream(actions).collect(Collectors.joining(",", "{\"actions\":[", "]}")));
  }

  Response refresh() {
    return call("POST", "/refresh", "{}");
  }

  Response reserve() {
    return call("POST", "/reservation", "{}");
  }

  Response release() {
    return call("DELETE", "/reservation", null);
  }

  Response pay(String method) {
    return pay(method, total());
  }

  Response pay(String method, long expectedTotal) {
    return call(
        "POST",
        "/payment",
        "{\"method\":\"%s\",\"returnUrl\":\"https://shop.example/back\",\"expectedTotal\":%d}"
            .formatted(method, expectedTotal));
  }

  Response complete() {
    return complete(total());
  }

  Response complete(long expectedTotal) {
    return call("POST", "/completion", "{\"expectedTotal\":%d}".formatted(expectedTotal));
  }

  Response cancel() {
    return call("POST", "/cancellation", "{}");
  }

  /** Asserts the outcome of a call, for chains: {@code shopper.ok(shopper.reserve())}. */
  Shopper ok(Response response) {
    assertEquals(200, response.statusCode(), response.asString());
    return this;
  }

  /** Repeats a call while the answer has a Retry-After and isn't a 202. */
  Response patiently(java.util.function.Supplier<Response> call) {
    return org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(
            call::get,
            response -> response.statusCode() == 202 || response.header("Retry-After") == null);
  }

  /** Completes, however often it takes. */
  Shopper completed() {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(90))
        .until(() -> {
          Response response = complete();
          assertTrue(
              response.statusCode() == 200 || response.statusCode() == 202, response.asString());
          return response.statusCode() == 200;
        });
    assertEquals("completed", get("status"));
    return this;
  }

  Map<String, Object> order() {
    return last.path("checkout.order");
  }
}
