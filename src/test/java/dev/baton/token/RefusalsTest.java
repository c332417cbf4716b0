package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Personal;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything that must not open, and why it says it doesn't. */
class RefusalsTest {
  private Instant now = AnyCheckout.NOW;
  private final Forger forger = new Forger(() -> now);

  @TestFactory
  Stream<DynamicTest> eachAttackIsRefusedForWhatItIs() throws Exception {
    return Attack.with(forger).stream()
        .map(attack ->
            dynamicTest(attack.name(), () -> assertRefused(attack.refusal(), attack.token())));
  }

  private void assertRefused(ProblemType type, String token) {
    OpenResult result = forger.codec.open(token);
    assertEquals(type, assertInstanceOf(TokenRefusal.class, result).type());
  }

  @Test
  void everyRefusalOfATokenIsAmongTheAttacks() throws Exception {
    Set<ProblemType> seen = EnumSet.noneOf(ProblemType.class);
    Attack.with(forger).forEach(attack -> seen.add(attack.refusal()));
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
      TokenRefusal refused =
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
              AnyCheckout.NOW.plusSeconds(offset),
              demo.holdPolicy());
      JoseTokenCodec codec =
          TokenCodecs.codec(forger.ring, TokenSettings.of(TokenCodecs.ISSUER), () -> now, since);
      OpenResult result = codec.open(forger.compact());
      if (offset > 0) {
        assertEquals(
            ProblemType.TOKEN_TOO_OLD, assertInstanceOf(TokenRefusal.class, result).type());
      } else {
        assertInstanceOf(OpenResult.Verified.class, result);
      }
    }
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
