package dev.baton.rest;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Personal;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Reservation;
import dev.baton.token.Environment;
import dev.baton.token.IssuedToken;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of token, of this environment and of another one that has the same keys, for either
 * storefront, at every place that takes a token, from the first storefront's origin: only what is
 * of the place's kind, of this environment and for that storefront is accepted.
 */
@QuarkusTest
@TestProfile(InProcess.class)
class TokenMatrixIT {
  private static final String ELSEWHERE = "https://live.baton.invalid";
  private static final String ORIGIN = "https://shop.example";
  private static final AtomicInteger CHECKOUTS = new AtomicInteger();

  /** What signs and encrypts makes. */
  enum Kind {
    CHECKOUT,
    RESUME,
    RECORD_COPY,
    PERSONAL_PART,
    ASSERTION
  }

  /** Fields that take a token. */
  enum Field {
    FROM,
    WITH,
    BASE,
    ASSERTION_AT_CREATE,
    ASSERTION_AT_ACT
  }

  @Inject MovableClock clock;

  @ConfigProperty(name = "baton.token.issuer")
  String here;

  @ConfigProperty(name = "baton.token.generated-keys")
  String keys;

  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    for (String place : places()) {
      for (Kind kind : Kind.values()) {
        for (boolean ours : new boolean[] {true, false}) {
          for (String storefront : List.of("demo", "outlet")) {
            all.add(Arguments.of(place, kind.name(), ours, storefront));
          }
        }
      }
    }
    return all.stream();
  }

  /** Each call that takes a bearer, from the list that the gateway itself goes by; each field. */
  private static List<String> places() {
    List<String> places = new ArrayList<>();
    new TreeMap<>(ApiPaths.METHODS)
        .forEach((path, methods) -> {
          if (path.equals("/v1/checkout") || path.startsWith("/v1/checkout/")) {
            methods.forEach(method -> places.add(method + " " + path));
          }
        });
    assertTrue(places.size() >= 15, places::toString);
    for (Field field : Field.values()) {
      places.add(field.name());
    }
    return places;
  }

  @ParameterizedTest(name = "{0}: {1}, ours {2}, {3}")
  @MethodSource("combinations")
  void onlyTheDiagonalIsAccepted(String place, String kindName, boolean ours, String storefront) {
    Kind kind = Kind.valueOf(kindName);
    String cid = "matrix-" + CHECKOUTS.incrementAndGet();
    String token = token(kind, ours, storefront, cid);
    if (place.contains(" ")) {
      Response response = asBearer(place, token);
      judge(response, asBearer(kind, ours, storefront), null);
    } else {
      Field field = Field.valueOf(place);
      Response response = inField(field, token, cid);
      judge(response, inField(field, kind, ours, storefront), pointer(field));
    }
  }

  private static void judge(
      Response response, @Nullable ProblemType expected, @Nullable String pointer) {
    int status = response.statusCode();
    if (expected == null) {
      assertTrue(
          status != 401 && status != 403 && status < 500, status + " " + response.asString());
      assertTrue(pointer == null || status < 300, status + " " + response.asString());
      return;
    }
    assertEquals(expected.status(), status, response.asString());
    if (!response.asString().isEmpty()) { // HEAD has no body
      String type = response.path("type");
      assertEquals(expected.slug(), type.substring(type.lastIndexOf('/') + 1));
      assertEquals(pointer, response.<String>path("pointer"));
    }
  }

  // --- what to expect; null is acceptance

  private static @Nullable ProblemType asBearer(Kind kind, boolean ours, String storefront) {
    if (kind != Kind.CHECKOUT) {
      return ProblemType.TOKEN_WRONG_TYPE;
    }
    if (!ours) {
      return ProblemType.TOKEN_WRONG_ISSUER;
    }
    return storefront.equals("demo") ? null : ProblemType.ORIGIN_NOT_ALLOWED;
  }

  private static @Nullable ProblemType inField(
      Field field, Kind kind, boolean ours, String storefront) {
    boolean fits =
        switch (field) {
          case FROM -> kind == Kind.CHECKOUT || kind == Kind.RESUME;
          case WITH, BASE -> kind == Kind.CHECKOUT;
          case ASSERTION_AT_CREATE, ASSERTION_AT_ACT -> kind == Kind.ASSERTION;
        };
    boolean demo = storefront.equals("demo");
    return switch (field) {
      case FROM, WITH, BASE ->
          !fits
              ? ProblemType.TOKEN_WRONG_TYPE
              : !ours
                  ? ProblemType.TOKEN_WRONG_ISSUER
                  : demo ? null : ProblemType.TOKEN_WRONG_STOREFRONT;
      case ASSERTION_AT_CREATE, ASSERTION_AT_ACT ->
          fits && ours && demo
              ? null
              : kind == Kind.RECORD_COPY || kind == Kind.PERSONAL_PART
                  ? ProblemType.INVALID_VALUE // not even three parts
                  : ProblemType.ASSERTION_REFUSED;
    };
  }

  private static String pointer(Field field) {
    return switch (field) {
      case FROM -> "/from";
      case WITH -> "/with";
      case BASE -> "/base";
      case ASSERTION_AT_CREATE, ASSERTION_AT_ACT -> "/actions/0/assertion";
    };
  }

  // --- the tokens

  private Environment environment(boolean ours) {
    return Environment.of(Path.of(keys, "keys.json"), ours ? here : ELSEWHERE, clock);
  }

  private String token(Kind kind, boolean ours, String storefront, String cid) {
    Environment environment = environment(ours);
    return switch (kind) {
      case CHECKOUT -> checkout(environment, storefront, cid).compact();
      case RESUME ->
          environment
              .resume()
              .seal(
                  storefront,
                  new LinesAndCodes(
                      List.of(new LinesAndCodes.Entry("mug-blue", 1, new TreeMap<>(), null)),
                      List.of(),
                      null),
                  Duration.ofHours(1))
              .compact();
      case RECORD_COPY -> environment.codec().sealForRecord(checkout(environment, storefront, cid));
      case PERSONAL_PART ->
          Objects.requireNonNull(claims(checkout(environment, storefront, cid)).getString("pii"));
      case ASSERTION -> {
        Identity provider = storefront.equals("demo") ? Identity.LOGIN : Identity.OUTLET;
        yield provider.assertion(
            clock.instant(), claims -> claims.setIssuer(ours ? provider.issuer : ELSEWHERE));
      }
    };
  }

  private IssuedToken checkout(Environment environment, String storefront, String cid) {
    Contents contents =
        Contents.empty(
                cid, storefront, "EUR", "DE", "de-DE", clock.instant().plus(Duration.ofDays(1)))
            .withPersonal(
                new Personal(
                    new Customer("ada@example.com", null, null, null, null, null), null, null));
    return environment
        .codec()
        .seal(new Checkout.Open(contents, Reservation.NONE, Payment.NONE), null);
  }

  private static JsonPath claims(IssuedToken token) {
    return JsonPath.from(
        new String(
            Base64.getUrlDecoder().decode(token.compact().split("\\.", -1)[1]),
            StandardCharsets.UTF_8));
  }

  // --- the calls

  private static final Map<String, String> BODIES =
      Map.of(
          "/v1/checkout/actions",
          "{\"actions\":[{\"action\":\"set-attribute\",\"name\":\"source\",\"value\":\"x\"}]}",
          "/v1/checkout/merge",
          "{\"with\":\"current\"}",
          "/v1/checkout/payment",
          "{\"expectedTotal\":0}",
          "/v1/checkout/completion",
          "{\"expectedTotal\":0}");

  private static RequestSpecification from(String bearer) {
    return given().header("Origin", ORIGIN).header("Authorization", "Bearer " + bearer);
  }

  private static Response asBearer(String place, String token) {
    String method = place.substring(0, place.indexOf(' '));
    String path = place.substring(place.indexOf(' ') + 1);
    RequestSpecification request = from(token);
    if (method.equals("POST")) {
      request.contentType("application/json").body(BODIES.getOrDefault(path, "{}"));
    }
    return request.request(method, path);
  }

  private Response inField(Field field, String token, String cid) {
    String bearer = checkout(environment(true), "demo", cid).compact();
    String customer = Identity.customer("ada@example.com", token);
    return switch (field) {
      case FROM -> create("\"from\":\"" + token + "\"");
      case ASSERTION_AT_CREATE -> create("\"actions\":[" + customer + "]");
      case ASSERTION_AT_ACT ->
          Shopper.post(from(bearer), "/v1/checkout/actions", "{\"actions\":[" + customer + "]}");
      case WITH -> Shopper.post(from(bearer), "/v1/checkout/merge", "{\"with\":\"" + token + "\"}");
      case BASE ->
          Shopper.post(
              from(bearer),
              "/v1/checkout/merge",
              "{\"with\":\"" + bearer + "\",\"base\":\"" + token + "\"}");
    };
  }

  private static Response create(String more) {
    return Shopper.post(
        given().header("Origin", ORIGIN),
        "/v1/checkouts",
        "{\"storefront\":\"demo\",\"currency\":\"EUR\",\"country\":\"DE\",\"locale\":\"de-DE\","
            + more
            + "}");
  }
}
