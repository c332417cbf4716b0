package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.ProblemType;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which formats are read and written, and what stays the same in all of them. */
class FormatsTest {
  private static final int DIGEST_KEY = 17;
  private static final Checkout.Open OPEN = TypicalCheckout.of(2, "Mug #");

  private final Forger forger = new Forger(() -> AnyCheckout.NOW);
  private final JoseTokenCodec one = writing(1);
  private final JoseTokenCodec two = writing(2);

  @Test
  void eachFormatIsReadWhicheverIsWritten() {
    for (JoseTokenCodec writer : List.of(one, two)) {
      for (JoseTokenCodec reader : List.of(one, two)) {
        IssuedToken issued = writer.seal(OPEN, null);
        assertEquals(issued.token().checkout(), opened(reader, issued).checkout());
      }
    }
  }

  @Test
  void oneFormatAheadIsReadAndNothingBeyondOrBeforeTheFirst() {
    for (int format = -1; format <= Formats.newest() + 3; format++) {
      int given = format;
      OpenResult result = two.open(forger.resigned(claims -> claims.put("fmt", given)));
      if (format == -1) {
        assertRefused(ProblemType.TOKEN_MALFORMED, result);
      } else if (format == 0 || format > Formats.newest() + 1) {
        assertRefused(ProblemType.TOKEN_UNKNOWN_FORMAT, result);
      } else {
        assertInstanceOf(OpenResult.Verified.class, result);
      }
    }
  }

  @Test
  void anotherFormatThanThoseHereCantBeWritten() {
    for (int format : List.of(0, Formats.newest() + 1)) {
      assertThrows(IllegalArgumentException.class, () -> writing(format));
    }
  }

  @Test
  void theNewestIsWrittenUnlessTheSettingNamesAnother() {
    assertEquals(Formats.newest(), settings(Map.of()).writeFormat());
    assertEquals(1, settings(Map.of("baton.token.write-format", "1")).writeFormat());
    for (String format : List.of("0", "3")) {
      assertEquals(
          "baton.token.write-format is " + format + "; this build writes formats 1 to 2.",
          assertThrows(
                  IllegalStateException.class,
                  () -> settings(Map.of("baton.token.write-format", format)))
              .getMessage());
    }
  }

  private static TokenSettings settings(Map<String, String> given) {
    return TokenBeans.settings(
        new SmallRyeConfigBuilder()
            .withMapping(TokenConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withDefaultValue("baton.token.issuer", TokenCodecs.ISSUER)
            .withDefaultValues(given)
            .build()
            .getConfigMapping(TokenConfig.class));
  }

  @Test
  void formatOneHasNoDigestKeyAndFormatTwoNamesIt() {
    JsonNode older = chk(one.seal(OPEN, null));
    JsonNode newer = chk(two.seal(OPEN, null));
    assertEquals(DIGEST_KEY, older.size());
    assertEquals(DIGEST_KEY + 1, newer.size());
    assertEquals(active(), newer.get(DIGEST_KEY).textValue());
    for (int place = 0; place < DIGEST_KEY; place++) {
      assertEquals(older.get(place), newer.get(place), "place " + place);
    }
  }

  @Test
  void onTheWayForwardsAndBackNothingIsLost() {
    IssuedToken first = one.seal(OPEN, null);
    IssuedToken second = two.seal(opened(two, first).checkout(), opened(two, first));
    IssuedToken third = one.seal(opened(one, second).checkout(), opened(one, second));
    IssuedToken fourth = two.seal(opened(two, third).checkout(), opened(two, third));
    assertEquals(List.of(1, 2, 1, 2), formats(first, second, third, fourth));
    assertEquals(chk(second), chk(third));
    assertEquals(chk(second), chk(fourth));
  }

  @Test
  void digestsAreTheSameInEveryFormatSoThatAPaymentUnderWayStands() {
    Checkout older = opened(two, one.seal(OPEN, null)).checkout();
    Checkout newer = opened(one, two.seal(OPEN, null)).checkout();
    for (JoseTokenCodec codec : List.of(one, two)) {
      for (Checkout checkout : List.of(older, newer)) {
        assertEquals(
            one.fixedDigest(OPEN).of("what was bought"),
            codec.fixedDigest(checkout).of("what was bought"));
        assertEquals(
            one.inputDigest(OPEN).of("what was asked"),
            codec.inputDigest(checkout).of("what was asked"));
      }
    }
  }

  @Test
  void aCheckoutKeepsToTheDigestKeyThatItNamesUntilThatIsRevoked() {
    IssuedToken named = two.seal(OPEN, null);
    IssuedToken unnamed = one.seal(OPEN, null);
    String before = two.fixedDigest(OPEN).of("x");
    String first = active();

    Map<String, Object> second = NewKeys.master(MasterKey.Use.DIGEST, KeyState.ACTIVE);
    rotate(first, KeyState.RETIRING, second);
    assertEquals(before, two.fixedDigest(opened(two, named).checkout()).of("x"));
    assertNotEquals(before, two.fixedDigest(opened(two, unnamed).checkout()).of("x"));
    assertEquals(first, digestKey(two.seal(opened(two, named).checkout(), opened(two, named))));
    assertEquals(second.get("kid"), digestKey(two.seal(OPEN, null)));

    rotate(first, KeyState.REVOKED, second);
    Checkout revoked = opened(two, named).checkout();
    assertEquals(two.fixedDigest(OPEN).of("x"), two.fixedDigest(revoked).of("x"));
    assertEquals(second.get("kid"), digestKey(two.seal(revoked, opened(two, named))));
  }

  @Test
  void whatIsUpgradedIsNotChangedItself() {
    JsonNode chk = chk(one.seal(OPEN, null));
    JsonNode copy = chk.deepCopy();
    for (int format = Formats.OLDEST; format <= Formats.newest() + 1; format++) {
      assertTrue(Formats.upgraded(format, chk).isArray());
      assertEquals(copy, chk);
    }
  }

  @Test
  void aResumeCanBeginFromEitherFormatAndTheNext() {
    ResumeTokens resume =
        new ResumeTokens(
            forger.ring,
            TokenSettings.of(TokenCodecs.ISSUER),
            new Storefronts(List.of(TokenCodecs.DEMO, TokenCodecs.OUTLET)),
            () -> AnyCheckout.NOW,
            SignatureProvider.best());
    for (String compact :
        List.of(
            one.seal(OPEN, null).compact(),
            two.seal(OPEN, null).compact(),
            forger.resigned(claims -> claims.put("fmt", Formats.newest() + 1)))) {
      assertEquals(
          2,
          assertInstanceOf(ResumeResult.Opened.class, resume.open(compact, Duration.ZERO))
              .contents()
              .lines()
              .size());
    }
  }

  @Test
  void aResumeTokenIsWrittenAsEverAndReadWithWhatALaterBuildAdds() {
    ResumePayload payload =
        new ResumePayload(
            TokenCodecs.ISSUER,
            "demo",
            AnyCheckout.NOW,
            AnyCheckout.NOW.plusSeconds(900),
            new LinesAndCodes(
                List.of(
                    new LinesAndCodes.Entry("mug-blue", 2, sorted(Map.of()), null),
                    new LinesAndCodes.Entry("mug-red", 1, sorted(Map.of("size", "XL")), null)),
                List.of("WELCOME10"),
                null));
    String json =
        """
        {"iss":"https://test.baton.invalid","aud":"demo","iat":1795168800,"exp":1795169700,\
        "lines":[["mug-blue",2],["mug-red",1,{"size":"XL"}]],"codes":["WELCOME10"]}\
        """;
    assertEquals(json, payload.write());
    assertEquals(payload, ResumePayload.read(json.getBytes(StandardCharsets.UTF_8)));
    String later =
        json.replace("[\"mug-blue\",2]", "[\"mug-blue\",2,null,\"more\"]")
            .replace("{\"iss", "{\"more\":1,\"iss");
    assertEquals(payload, ResumePayload.read(later.getBytes(StandardCharsets.UTF_8)));
  }

  private static TreeMap<String, String> sorted(Map<String, String> map) {
    return new TreeMap<>(map);
  }

  private void rotate(String kid, KeyState state, Map<String, Object> next) {
    List<Map<String, Object>> keys = new ArrayList<>(forger.jwks);
    keys.removeIf(key -> key.get("kid").equals(kid));
    Map<String, Object> old =
        forger.jwks.stream().filter(key -> key.get("kid").equals(kid)).findFirst().orElseThrow();
    Map<String, Object> changed = new LinkedHashMap<>(old);
    changed.put("state", state.wire());
    keys.add(changed);
    keys.add(next);
    forger.ring.replace(TokenCodecs.keys(keys));
  }

  private String active() {
    return forger.ring.current().active(MasterKey.Use.DIGEST).kid();
  }

  private JoseTokenCodec writing(int format) {
    TokenSettings usual = TokenSettings.of(TokenCodecs.ISSUER);
    return TokenCodecs.codec(
        forger.ring,
        new TokenSettings(
            usual.issuer(), usual.maxSize(), usual.life(), usual.clockSkew(), 0, format),
        () -> AnyCheckout.NOW);
  }

  private static VerifiedToken opened(TokenCodec codec, IssuedToken issued) {
    return assertInstanceOf(OpenResult.Verified.class, codec.open(issued.compact())).token();
  }

  private static void assertRefused(ProblemType type, OpenResult result) {
    assertEquals(type, assertInstanceOf(TokenRefusal.class, result).type());
  }

  private static List<Integer> formats(IssuedToken... tokens) {
    List<Integer> formats = new ArrayList<>();
    for (IssuedToken token : tokens) {
      formats.add(payload(token).get("fmt").intValue());
    }
    return formats;
  }

  private static String digestKey(IssuedToken issued) {
    return chk(issued).get(DIGEST_KEY).textValue();
  }

  private static JsonNode chk(IssuedToken issued) {
    return payload(issued).get("chk");
  }

  private static ObjectNode payload(IssuedToken issued) {
    return StrictJson.object(Base64Url.decode(Parts.second(issued.compact())));
  }
}
