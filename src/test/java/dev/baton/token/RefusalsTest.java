package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Personal;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything that must not open, and why it says it doesn't. */
class RefusalsTest {
  private Instant now = AnyCheckout.NOW;
  private final Forger forger = new Forger(() -> now);

  private record Attack(String name, ProblemType refusal, String token) {}

  @TestFactory
  Stream<DynamicTest> eachAttackIsRefusedForWhatItIs() throws Exception {
    return attacks().stream()
        .map(attack ->
            dynamicTest(attack.name(), () -> assertRefused(attack.refusal(), attack.token())));
  }

  private void assertRefused(ProblemType type, String token) {
    OpenResult result = forger.codec.open(token);
    assertEquals(type, assertInstanceOf(OpenResult.Refused.class, result).type());
  }

  private List<Attack> attacks() throws Exception {
    List<Attack> attacks = new ArrayList<>();
    encoding(attacks);
    headers(attacks);
    signatures(attacks);
    claims(attacks);
    otherTokens(attacks);
    return attacks;
  }

  private void encoding(List<Attack> attacks) {
    String header = forger.part(0);
    String payload = forger.part(1);
    String signature = forger.part(2);
    ProblemType malformed = ProblemType.TOKEN_MALFORMED;
    attacks.add(new Attack("nothing", malformed, ""));
    attacks.add(new Attack("one part", malformed, header));
    attacks.add(new Attack("two parts", malformed, header + "." + payload));
    attacks.add(new Attack("four parts", malformed, forger.compact() + "." + signature));
    attacks.add(new Attack("padding", malformed, forger.compact() + "=="));
    attacks.add(new Attack("a space in front", malformed, " " + forger.compact()));
    attacks.add(new Attack("a line break behind", malformed, forger.compact() + "\n"));
    attacks.add(
        new Attack(
            "a foreign character that decoders skip",
            malformed,
            header + "." + payload.substring(0, 8) + "*" + payload.substring(8) + "." + signature));
    attacks.add(
        new Attack(
            "the other alphabet's characters",
            malformed,
            header + "." + payload + "." + "+/" + signature.substring(2)));
    attacks.add(
        new Attack(
            "another spelling of the same signature",
            malformed,
            forger.compact().substring(0, forger.compact().length() - 1)
                + nextDigit(signature.charAt(signature.length() - 1))));
    attacks.add(
        new Attack("a character beyond ASCII", malformed, forger.compact().replace("e", "\u0435")));
    attacks.add(
        new Attack(
            "oversized",
            ProblemType.TOKEN_TOO_LARGE,
            header + "." + "A".repeat(16 * 1024) + "." + signature));
  }

  /** Two more bits at an end where only the upper four of six count. */
  private static char nextDigit(char last) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return digits.charAt(digits.indexOf(last) + 1);
  }

  private void headers(List<Attack> attacks) throws Exception {
    ProblemType malformed = ProblemType.TOKEN_MALFORMED;
    attacks.add(
        new Attack("no JSON", malformed, forger.signed(Forger.encode("{"), forger.part(1))));
    attacks.add(
        new Attack("no object", malformed, forger.signed(Forger.encode("[]"), forger.part(1))));
    attacks.add(
        new Attack(
            "a name twice",
            malformed,
            forger.signed(
                Forger.encode(
                    "{\"typ\":\"checkout+jwt\",\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\""
                        + forger.kid()
                        + "\"}"),
                forger.part(1))));
    attacks.add(
        new Attack(
            "more behind the object",
            malformed,
            forger.signed(
                Forger.encode(
                    new String(Base64Url.decode(forger.part(0)), StandardCharsets.UTF_8) + "{}"),
                forger.part(1))));
    attacks.add(
        new Attack(
            "broken UTF-8",
            malformed,
            forger.signed(
                Base64Url.encode("{\"typ\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1)),
                forger.part(1))));
    attacks.add(
        new Attack(
            "an algorithm that is no text",
            malformed,
            forger.withHeader(header -> header.put("alg", 256))));
    attacks.add(
        new Attack(
            "crit",
            ProblemType.TOKEN_CRITICAL_HEADER,
            forger.withHeader(header -> header.putArray("crit").add("exp"))));
    for (String member : List.of("jku", "x5u", "x5c", "x5t", "zip", "cty", "b64")) {
      attacks.add(
          new Attack(
              member,
              malformed,
              forger.withHeader(header -> header.put(member, "https://evil.example"))));
    }
    attacks.add(new Attack("an embedded key", malformed, embeddedKey()));
    for (String type : List.of("JWT", "resume+jwt", "checkout-record+jwe", "CHECKOUT+JWT", "")) {
      attacks.add(
          new Attack(
              "of type '" + type + "'",
              ProblemType.TOKEN_WRONG_TYPE,
              forger.withHeader(header -> header.put("typ", type))));
    }
    attacks.add(
        new Attack(
            "without a type",
            ProblemType.TOKEN_WRONG_TYPE,
            forger.withHeader(header -> header.remove("typ"))));
    for (String kid :
        List.of(
            "other",
            "",
            "../../etc/passwd",
            "' or 1=1",
            "file:///dev/zero",
            "https://evil.example/key.json",
            "\u0000",
            forger.kid() + "\u0000",
            " " + forger.kid(),
            forger.kid() + "\r\nX-Evil: 1",
            "\u202e" + forger.kid(),
            forger.kid().toUpperCase(Locale.ROOT) + "_",
            "a".repeat(4_000))) {
      attacks.add(
          new Attack(
              "kid '" + (kid.length() > 20 ? "long" : kid) + "'",
              ProblemType.TOKEN_UNKNOWN_KEY,
              forger.withHeader(header -> header.put("kid", kid))));
    }
    attacks.add(
        new Attack(
            "without a kid",
            ProblemType.TOKEN_UNKNOWN_KEY,
            forger.withHeader(header -> header.remove("kid"))));
  }

  /** Signed, correctly, with the key that it brings along. */
  private String embeddedKey() throws Exception {
    Map<String, Object> own = NewKeys.signing(SignatureAlgorithm.ES256, KeyState.ACTIVE);
    String header =
        forger.header(node ->
            node.set(
                "jwk",
                StrictJson.MAPPER.valueToTree(
                    Map.of(
                        "kty",
                        own.get("kty"),
                        "crv",
                        own.get("crv"),
                        "x",
                        own.get("x"),
                        "y",
                        own.get("y")))));
    return new Forger(() -> now).signed(header, forger.part(1));
  }

  private void signatures(List<Attack> attacks) throws Exception {
    String header = forger.part(0);
    String payload = forger.part(1);
    String signature = forger.part(2);
    ProblemType wrongAlgorithm = ProblemType.TOKEN_WRONG_ALGORITHM;
    ProblemType badSignature = ProblemType.TOKEN_BAD_SIGNATURE;
    String none = forger.header(node -> node.put("alg", "none"));
    attacks.add(new Attack("alg none", wrongAlgorithm, none + "." + payload + "."));
    attacks.add(
        new Attack(
            "alg none with a signature", wrongAlgorithm, none + "." + payload + "." + signature));
    String hs256 = forger.header(node -> node.put("alg", "HS256"));
    PublicJsonWebKey key = (PublicJsonWebKey) JsonWebKey.Factory.newJwk(forger.signingJwk);
    attacks.add(
        new Attack(
            "the public key as a secret",
            wrongAlgorithm,
            Forger.hmac(key.getPublicKey().getEncoded(), hs256, payload)));
    attacks.add(
        new Attack(
            "the published JWK as a secret",
            wrongAlgorithm,
            Forger.hmac(
                key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                    .getBytes(StandardCharsets.UTF_8),
                hs256,
                payload)));
    for (String algorithm : List.of("ES384", "Ed25519", "EdDSA", "es256", "RS256", "PS256", "")) {
      attacks.add(
          new Attack(
              "alg '" + algorithm + "'",
              wrongAlgorithm,
              forger.withHeader(node -> node.put("alg", algorithm))));
    }
    attacks.add(new Attack("no signature", badSignature, header + "." + payload + "."));
    byte[] bytes = Base64Url.decode(signature);
    attacks.add(
        new Attack(
            "a shorter signature",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(Arrays.copyOf(bytes, 63))));
    attacks.add(
        new Attack(
            "a longer signature",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(Arrays.copyOf(bytes, 65))));
    attacks.add(
        new Attack(
            "r and s of zero (CVE-2022-21449)",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(new byte[64])));
    byte[] flipped = bytes.clone();
    flipped[10] ^= 1;
    attacks.add(
        new Attack(
            "a flipped bit",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(flipped)));
    attacks.add(
        new Attack(
            "another payload under the signature",
            badSignature,
            header + "." + forger.payload(node -> node.put("rev", 9)) + "." + signature));
    attacks.add(
        new Attack(
            "another key of the same name",
            badSignature,
            new Forger(() -> now).signed(header, payload)));
    attacks.add(
        new Attack(
            "no JSON under a wrong signature: it isn't read",
            badSignature,
            header + "." + Forger.encode("{{{{") + "." + signature));
  }

  private void claims(List<Attack> attacks) {
    long iat = now.getEpochSecond();
    ProblemType malformed = ProblemType.TOKEN_MALFORMED;
    attacks.add(
        new Attack(
            "another environment",
            ProblemType.TOKEN_WRONG_ISSUER,
            forger.resigned(node -> node.put("iss", "https://live.baton.invalid"))));
    attacks.add(
        new Attack(
            "no such storefront",
            ProblemType.TOKEN_WRONG_STOREFRONT,
            forger.resigned(node -> node.put("aud", "elsewhere"))));
    attacks.add(
        new Attack(
            "61 seconds early",
            ProblemType.TOKEN_NOT_YET_VALID,
            forger.resigned(node -> node.put("iat", iat + 61))));
    attacks.add(
        new Attack(
            "expired now",
            ProblemType.TOKEN_EXPIRED,
            forger.resigned(node -> node.put("exp", iat))));
    attacks.add(
        new Attack(
            "past its absolute end",
            ProblemType.TOKEN_ENDED,
            forger.resigned(node -> node.put("abs", iat))));
    attacks.add(
        new Attack(
            "two formats ahead",
            ProblemType.TOKEN_UNKNOWN_FORMAT,
            forger.resigned(node -> node.put("fmt", Formats.newest() + 2))));
    attacks.add(
        new Attack(
            "the personal part of another storefront",
            malformed,
            forger.resigned(node -> node.put("aud", "outlet"))));
    attacks.add(
        new Attack(
            "the personal part of another checkout",
            malformed,
            forger.resigned(node -> node.put("cid", "another"))));
    attacks.add(
        new Attack(
            "a personal part under a key that isn't known",
            ProblemType.TOKEN_UNKNOWN_KEY,
            forger.resigned(node ->
                node.put(
                    "pii",
                    Forger.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"none\"}")
                        + "..AAAA.AAAA.AAAA"))));
    for (String claim :
        List.of("iss", "aud", "iat", "exp", "jti", "cid", "rev", "abs", "fmt", "chk")) {
      attacks.add(
          new Attack("no " + claim, malformed, forger.resigned(node -> node.remove(claim))));
      attacks.add(
          new Attack(
              "a strange " + claim,
              malformed,
              forger.resigned(node -> node.putObject(claim).put("a", 1))));
    }
    attacks.add(
        new Attack(
            "a claim twice",
            malformed,
            forger.signed(
                forger.part(0),
                Forger.encode(
                    "{\"cid\":\"other\","
                        + new String(Base64Url.decode(forger.part(1)), StandardCharsets.UTF_8)
                            .substring(1)))));
    attacks.add(
        new Attack(
            "a state that can't be",
            malformed,
            forger.resigned(node -> node.putArray("chk").add("open").add("EUR"))));
  }

  private void otherTokens(List<Attack> attacks) throws Exception {
    attacks.add(
        new Attack(
            "the record's sealed copy",
            ProblemType.TOKEN_WRONG_TYPE,
            forger.codec.sealForRecord(forger.genuine())));
    JsonWebEncryption wrapped = new JsonWebEncryption();
    wrapped.setAlgorithmHeaderValue("dir");
    wrapped.setEncryptionMethodHeaderParameter("A256GCM");
    wrapped.setHeader("typ", JoseTokenCodec.TYPE);
    wrapped.setHeader("cty", "JWT");
    wrapped.setKey(new SecretKeySpec(new byte[32], "AES"));
    wrapped.setPayload(Forger.encode("{\"alg\":\"none\"}") + "." + forger.part(1) + ".");
    attacks.add(
        new Attack(
            "an unsigned token within an encrypted one (CVE-2026-29000)",
            ProblemType.TOKEN_WRONG_TYPE,
            wrapped.getCompactSerialization()));
    attacks.add(
        new Attack(
            "the personal part by itself",
            ProblemType.TOKEN_WRONG_TYPE,
            forger.genuine().token().sealedPersonal()));
  }

  @Test
  void everyRefusalOfATokenIsAmongTheAttacks() throws Exception {
    Set<ProblemType> seen = EnumSet.noneOf(ProblemType.class);
    attacks().forEach(attack -> seen.add(attack.refusal()));
    seen.add(ProblemType.TOKEN_MISSING); // of the API, which has no token to open
    seen.add(ProblemType.TOKEN_TOO_OLD); // below
    Set<ProblemType> all = EnumSet.noneOf(ProblemType.class);
    for (ProblemType type : ProblemType.values()) {
      if (type.name().startsWith("TOKEN_")) {
        all.add(type);
      }
    }
    assertEquals(all, seen);
  }

  @Test
  void theGenuineOneOpensAllTheSame() {
    assertInstanceOf(OpenResult.Verified.class, forger.codec.open(forger.compact()));
    assertInstanceOf(
        OpenResult.Verified.class, forger.codec.open(forger.resigned(node -> node.put("rev", 7))));
  }

  /** Whatever it says; the map is asked for it, once and as it is, and nobody else. */
  @Test
  void aKidIsLookedUpAndNothingElse() {
    SignatureGate gate =
        new SignatureGate(new Signatures(SignatureProvider.best()), JoseTokenCodec.TYPE);
    for (String kid : List.of("../../etc/passwd", "https://evil.example/key.json", "\u0000")) {
      List<String> asked = new ArrayList<>();
      OpenResult.Refused refused =
          gate.refusal(
              forger.withHeader(header -> header.put("kid", kid)),
              name -> {
                asked.add(name);
                return null;
              });
      assertEquals(ProblemType.TOKEN_UNKNOWN_KEY, refused.type());
      assertEquals(List.of(kid), asked);
      assertFalse(refused.detail().contains(kid), "an answer with what was sent");
    }
  }

  @Test
  void sixtySecondsOfSkewAreFine() {
    now = AnyCheckout.NOW.minusSeconds(60);
    assertInstanceOf(OpenResult.Verified.class, forger.codec.open(forger.compact()));
    now = AnyCheckout.NOW.minusSeconds(61);
    assertRefused(ProblemType.TOKEN_NOT_YET_VALID, forger.compact());
  }

  @Test
  void theClockCountsForRememberedTokensToo() {
    now = AnyCheckout.NOW.plus(Duration.ofHours(24)).minusMillis(1);
    assertInstanceOf(OpenResult.Verified.class, forger.codec.open(forger.compact()));
    now = AnyCheckout.NOW.plus(Duration.ofHours(24));
    assertRefused(ProblemType.TOKEN_EXPIRED, forger.compact());
    now = AnyCheckout.NOW.plus(Duration.ofDays(7));
    assertRefused(ProblemType.TOKEN_ENDED, forger.compact());
  }

  @Test
  void aTwinOfARememberedTokenIsStillRefused() {
    assertInstanceOf(OpenResult.Verified.class, forger.codec.open(forger.compact()));
    byte[] signature = Base64Url.decode(forger.part(2));
    signature[0] ^= 1;
    assertRefused(
        ProblemType.TOKEN_BAD_SIGNATURE,
        forger.part(0) + "." + forger.part(1) + "." + Base64Url.encode(signature));
  }

  @Test
  void whatWasIssuedBeforeTheStorefrontsNotBeforeIsTooOld() {
    for (int offset : new int[] {-1, 0, 1}) {
      Storefront demo = TokenCodecs.DEMO;
      Storefront since =
          new Storefront(
              "demo",
              demo.origins(),
              demo.returnAddresses(),
              demo.currencies(),
              demo.countries(),
              demo.taxExcludedIn(),
              demo.attributes(),
              AnyCheckout.NOW.plusSeconds(offset));
      JoseTokenCodec codec =
          TokenCodecs.codec(forger.ring, TokenSettings.of(TokenCodecs.ISSUER), () -> now, since);
      OpenResult result = codec.open(forger.compact());
      if (offset > 0) {
        assertEquals(
            ProblemType.TOKEN_TOO_OLD, assertInstanceOf(OpenResult.Refused.class, result).type());
      } else {
        assertInstanceOf(OpenResult.Verified.class, result);
      }
    }
  }

  @Test
  void theRecordsCopyOpensForItsOwnCheckoutOnlyAndLongAfterItsToken() {
    String sealed = forger.codec.sealForRecord(forger.genuine());
    String cid = forger.genuine().token().checkout().contents().id();
    now = AnyCheckout.NOW.plus(Duration.ofDays(30));
    assertEquals(forger.compact(), forger.codec.openFromRecord(cid, sealed).compact());
    assertNull(forger.codec.openFromRecord("another", sealed));
    assertNull(forger.codec.openFromRecord(cid, forger.compact()));
    assertNull(forger.codec.openFromRecord(cid, "junk"));
    assertNull(forger.codec.openFromRecord(cid, sealed.substring(0, sealed.length() - 4)));
    assertNull(new Forger(() -> now).codec.openFromRecord(cid, sealed));
  }

  @Test
  void aRecordsCopyOfAForgeryDoesNotOpen() {
    IssuedToken genuine = forger.genuine();
    byte[] signature = Base64Url.decode(forger.part(2));
    signature[5] ^= 1;
    String forged = forger.part(0) + "." + forger.part(1) + "." + Base64Url.encode(signature);
    String sealed = forger.codec.sealForRecord(new IssuedToken(forged, genuine.token()));
    assertNull(forger.codec.openFromRecord(genuine.token().checkout().contents().id(), sealed));
  }

  @Test
  void thePersonalPartIsReusedOnlyWhileNothingInItHasChanged() {
    VerifiedToken parent = forger.genuine().token();
    Checkout.Open open = (Checkout.Open) parent.checkout();
    IssuedToken next = forger.codec.seal(open.with(open.contents().withRevision(2)), parent);
    assertEquals(parent.sealedPersonal(), next.token().sealedPersonal());
    assertEquals(List.of(parent.jti()), next.token().parents());
    IssuedToken edited =
        forger.codec.seal(
            open.with(
                open.contents()
                    .withPersonal(new Personal(open.contents().personal().customer(), null, null))),
            parent);
    assertNotEquals(parent.sealedPersonal(), edited.token().sealedPersonal());
  }

  @Test
  void claimsOfALaterFormatAreCarriedAlong() {
    String later =
        forger.resigned(node -> {
          node.put("fmt", Formats.newest() + 1);
          node.putObject("later").put("a", 1);
          ((ArrayNode) node.get("chk")).add("more");
        });
    VerifiedToken opened =
        assertInstanceOf(OpenResult.Verified.class, forger.codec.open(later)).token();
    String next = forger.codec.seal(opened.checkout(), opened).compact();
    ObjectNode claims = StrictJson.object(Base64Url.decode(Parts.second(next)));
    assertEquals("{\"a\":1}", claims.get("later").toString());
  }
}
