package dev.baton.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Reservation;
import dev.baton.token.OpenResult;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodec;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.junit.jupiter.api.Test;

/** The published keys over HTTP, and that they verify what this instance signs. */
@QuarkusTest
class JwksIT {
  @Inject TokenCodec codec;
  @Inject Storefronts storefronts;
  @Inject InstantSource clock;

  @Test
  void publishesPublicMembersOnlyForFiveMinutes() {
    given()
        .get("/.well-known/jwks.json")
        .then()
        .statusCode(200)
        .header("Cache-Control", "public, max-age=300")
        .body("keys", hasSize(1))
        .body("keys[0]", not(hasKey("d")))
        .body("keys[0]", not(hasKey("k")))
        .body("keys[0].kty", equalTo("EC"))
        .body("keys[0].alg", equalTo("ES256"))
        .body("keys[0].use", equalTo("sig"));
  }

  @Test
  void aTokenIsVerifiedWithThePublishedKeysAlone() throws Exception {
    assertTrue(storefronts.find("demo").isPresent());
    assertTrue(storefronts.find("outlet").isPresent());
    Contents empty =
        Contents.empty("jwks-it", "demo", "EUR", "DE", "de-DE", clock.instant().plusSeconds(3_600));
    String compact =
        codec.seal(new Checkout.Open(empty, Reservation.NONE, Payment.NONE), null).compact();
    assertInstanceOf(OpenResult.Verified.class, codec.open(compact));

    JsonWebSignature jws = new JsonWebSignature();
    jws.setCompactSerialization(compact);
    String jwks = given().get("/.well-known/jwks.json").asString();
    jws.setKey(
        new JsonWebKeySet(jwks)
            .findJsonWebKey(jws.getKeyIdHeaderValue(), "EC", "sig", "ES256")
            .getKey());
    assertTrue(jws.verifySignature());
    Map<String, Object> claims = JsonPath.from(jws.getPayload()).getMap("");
    assertTrue(claims.keySet().containsAll(Set.of("iss", "aud", "chk")));
  }
}
