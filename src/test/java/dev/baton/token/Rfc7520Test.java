package dev.baton.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.PbkdfKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples of RFC 7520, sections 4 to 6, from the cookbook that its authors publish (<a
 * href="https://github.com/ietf-jose/cookbook">ietf-jose/cookbook</a>, public domain): our library
 * reads them as published, and nothing of ours accepts any of them, since none has an algorithm
 * that a token may have.
 */
class Rfc7520Test {
  private static final List<JsonNode> EXAMPLES = examples();

  /** These exist as JSON only, which jose4j doesn't read. */
  private static final Set<String> NO_COMPACT_FORM =
      Set.of("4.6", "4.7", "4.8", "5.10", "5.11", "5.12", "5.13");

  private final Forger forger = new Forger(() -> AnyCheckout.NOW);
  private final ResumeTokens resume =
      new ResumeTokens(
          forger.ring,
          TokenSettings.of(TokenCodecs.ISSUER),
          new Storefronts(List.of(TokenCodecs.DEMO)),
          () -> AnyCheckout.NOW,
          SignatureProvider.best());

  private static List<JsonNode> examples() {
    try (var file = Rfc7520Test.class.getResourceAsStream("/rfc7520.json")) {
      List<JsonNode> all = new ArrayList<>();
      StrictJson.MAPPER.readTree(file).forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(JsonNode example) {
    return example.get("section").asText() + " " + example.get("title").asText();
  }

  private static String section(JsonNode example) {
    return example.get("section").asText();
  }

  private static String first(JsonNode example) {
    return example.get("serialized").get(0).asText();
  }

  @Test
  void allOfThemAreHere() {
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      expected.add("4." + i);
    }
    for (int i = 1; i <= 13; i++) {
      expected.add("5." + i);
    }
    expected.add("6");
    assertEquals(expected, EXAMPLES.stream().map(Rfc7520Test::section).toList());
  }

  @TestFactory
  Stream<DynamicTest> theLibraryReadsEachCompactOneAsPublished() {
    return EXAMPLES.stream()
        .filter(example -> !NO_COMPACT_FORM.contains(section(example)))
        .map(example ->
            dynamicTest(
                name(example),
                () -> {
                  String expected = example.get("text").asText();
                  if (section(example).startsWith("4")) {
                    assertEquals(
                        expected, verified(first(example), example, example.get("key"), expected));
                  } else {
                    assertDecrypts(example, expected);
                  }
                }));
  }

  private static String verified(String compact, JsonNode example, JsonNode key, String text)
      throws JoseException {
    JsonWebSignature jws = signature(compact, example, key, text);
    assertTrue(jws.verifySignature());
    int last = compact.lastIndexOf('.') + 1;
    byte[] flipped = Base64Url.decode(compact.substring(last));
    flipped[7] ^= 1;
    assertFalse(
        signature(compact.substring(0, last) + Base64Url.encode(flipped), example, key, text)
            .verifySignature());
    return jws.getPayload();
  }

  private static JsonWebSignature signature(
      String compact, JsonNode example, JsonNode key, String text) throws JoseException {
    String alg = example.get(example.has("signedAlg") ? "signedAlg" : "alg").asText();
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, alg));
    jws.setCompactSerialization(compact);
    jws.setKey(key(key, false));
    if (Parts.second(compact).isEmpty()) { // 4.5 has it detached
      jws.setEncodedPayload(Base64Url.encode(text.getBytes(UTF_8)));
    }
    return jws;
  }

  private static void assertDecrypts(JsonNode example, String expected) throws JoseException {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, example.get("alg").asText()));
    jwe.setContentEncryptionAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, example.get("enc").asText()));
    jwe.setCompactSerialization(first(example));
    jwe.setKey(
        example.has("password")
            ? new PbkdfKey(example.get("password").asText())
            : key(example.get("key"), true));
    String plain = jwe.getPlaintextString();
    if (example.has("signed")) {
      assertEquals(example.get("signed").asText(), plain);
      plain = verified(plain, example, example.get("signedKey"), expected);
    }
    assertEquals(expected, plain);
  }

  private static Key key(JsonNode jwk, boolean isPrivate) throws JoseException {
    JsonWebKey key = JsonWebKey.Factory.newJwk(jwk.toString());
    return isPrivate && key instanceof PublicJsonWebKey pair ? pair.getPrivateKey() : key.getKey();
  }

  /** In every form that it is published in, JSON too. */
  @TestFactory
  Stream<DynamicTest> noCallTakesAnyOfThemForAToken() {
    return EXAMPLES.stream()
        .map(example ->
            dynamicTest(
                name(example),
                () -> example.get("serialized").forEach(text -> assertNoToken(text.asText()))));
  }

  private void assertNoToken(String text) {
    ProblemType refusal = refusal(text);
    if (text.startsWith("{")) { // its dots, if any, make parts of it
      assertTrue(
          Set.of(ProblemType.TOKEN_MALFORMED, ProblemType.TOKEN_WRONG_TYPE).contains(refusal));
    } else {
      assertEquals(ProblemType.TOKEN_WRONG_TYPE, refusal);
    }
    assertInstanceOf(TokenRefusal.class, resume.open(text, Duration.ofDays(30)));
    String cid = forger.genuine().token().checkout().contents().id();
    assertNull(forger.codec.openFromRecord(cid, text));
  }

  private ProblemType refusal(String compact) {
    return assertInstanceOf(TokenRefusal.class, forger.codec.open(compact)).type();
  }

  /** A genuine token whose encrypted part is an example. */
  @TestFactory
  Stream<DynamicTest> noneOfThemPassesForAnEncryptedPart() {
    return EXAMPLES.stream()
        .map(example ->
            dynamicTest(
                name(example),
                () ->
                    assertEquals(
                        ProblemType.TOKEN_UNKNOWN_KEY,
                        refusal(forger.resigned(node -> node.put("pii", first(example)))))));
  }

  /** Nor does any of their keys become one of ours, were it put among them. */
  @TestFactory
  Stream<DynamicTest> noneOfTheirKeysIsTaken() {
    return EXAMPLES.stream()
        .filter(example -> example.path("key").isObject())
        .map(example ->
            dynamicTest(
                name(example),
                () -> {
                  List<Map<String, Object>> keys = new ArrayList<>();
                  keys.add(forger.signingJwk);
                  for (MasterKey.Use use : MasterKey.Use.values()) {
                    keys.add(NewKeys.master(use, KeyState.ACTIVE));
                  }
                  TokenCodecs.keys(keys); // these by themselves are fine
                  keys.add(StrictJson.MAPPER.convertValue(example.get("key"), Map.class));
                  assertThrows(UnusableKeysException.class, () -> TokenCodecs.keys(keys));
                }));
  }
}
