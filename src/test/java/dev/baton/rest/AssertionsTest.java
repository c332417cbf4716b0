package dev.baton.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.baton.checkout.ProblemType;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodecs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is believed when they say who a customer is, and who isn't. */
class AssertionsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Identity LOGIN = Identity.LOGIN;

  private Instant now = NOW;
  private final Assertions assertions =
      assertions(Map.of("login", entry(LOGIN), "outlet", entry(Identity.OUTLET)));

  private Assertions assertions(Map<String, Assertions.Settings.Entry> issuers) {
    return new Assertions(
        () -> issuers, new Storefronts(List.of(TokenCodecs.DEMO, TokenCodecs.OUTLET)), () -> now);
  }

  private static Assertions.Settings.Entry entry(Identity provider) {
    return entry(provider.storefront, provider.issuer, provider.publicKeys().toString());
  }

  record Entry(
      Set<String> storefronts, String issuer, String keys, String audience, String groupClaim)
      implements Assertions.Settings.Entry {}

  static Entry entry(String storefront, String issuer, String keys) {
    return new Entry(Set.of(storefront), issuer, keys, Identity.AUDIENCE, "customer_group");
  }

  private Assertions.Verified verify(String assertion) {
    return assertions.verify(assertion, "demo", "/actions/0/assertion");
  }

  private void assertRefused(Assertions by, String storefront, String assertion) {
    RefusedException refused =
        assertThrows(RefusedException.class, () -> by.verify(assertion, storefront, "/a"));
    assertEquals(ProblemType.ASSERTION_REFUSED, refused.refusal().type());
    assertEquals("/a", refused.refusal().pointer());
    assertFalse(refused.toString().contains(assertion));
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, rsa",
    "RS512, rsa",
    "PS256, rsa",
    "ES256, ec",
    "EdDSA, okp",
    "Ed25519, okp",
  })
  void aGoodOneSaysWhoTheCustomerIs(String algorithm, String kid) {
    Assertions.Verified verified = verify(LOGIN.signed(algorithm, kid, LOGIN.claims(NOW, _ -> {})));
    assertEquals(new Assertions.Verified("customer-4711", "trade"), verified);
    assertFalse(verified.toString().contains("4711"));
  }

  @Test
  void withoutAGroupOrWithOneThatIsNoTextThereIsNone() {
    assertNull(verify(LOGIN.assertion(NOW, c -> c.unsetClaim("customer_group"))).group());
    assertNull(
        verify(LOGIN.assertion(NOW, c -> c.setClaim("customer_group", List.of("trade")))).group());
  }

  @Test
  void itEndsAMinuteAfterItsEnd() {
    String assertion = LOGIN.assertion(NOW);
    now = NOW.plusSeconds(10 * 60 + 59);
    verify(assertion);
    now = NOW.plusSeconds(10 * 60 + 60);
    assertRefused(assertions, "demo", assertion);
  }

  @TestFactory
  Stream<DynamicTest> nobodyElseIsBelieved() throws Exception {
    Map<String, String> attacks = new LinkedHashMap<>();
    attacks.put("another issuer's name", LOGIN.assertion(NOW, c -> c.setIssuer("https://x")));
    attacks.put("no issuer", LOGIN.assertion(NOW, c -> c.unsetClaim("iss")));
    attacks.put("for another service", LOGIN.assertion(NOW, c -> c.setAudience("somebody")));
    attacks.put("for nobody", LOGIN.assertion(NOW, c -> c.unsetClaim("aud")));
    attacks.put("without an end", LOGIN.assertion(NOW, c -> c.unsetClaim("exp")));
    attacks.put("expired", LOGIN.assertion(NOW.minusSeconds(3600)));
    attacks.put(
        "not yet valid",
        LOGIN.assertion(
            NOW, c -> c.setNotBefore(NumericDate.fromSeconds(NOW.getEpochSecond() + 61))));
    attacks.put("of no customer", LOGIN.assertion(NOW, c -> c.unsetClaim("sub")));
    attacks.put("of an empty customer", LOGIN.assertion(NOW, c -> c.setSubject(" ")));
    attacks.put("with a line break", LOGIN.assertion(NOW, c -> c.setSubject("a\nb")));
    attacks.put("with a turned text", LOGIN.assertion(NOW, c -> c.setSubject("a\u202eb")));
    attacks.put(
        "with a turned group",
        LOGIN.assertion(NOW, c -> c.setStringClaim("customer_group", "a\u202eb")));
    attacks.put("with a long id", LOGIN.assertion(NOW, c -> c.setSubject("a".repeat(256))));
    attacks.put(
        "with a long group",
        LOGIN.assertion(NOW, c -> c.setStringClaim("customer_group", "a".repeat(65))));
    attacks.put("of the other storefront's issuer", Identity.OUTLET.assertion(NOW));
    attacks.put(
        "by the other issuer's key in this one's name",
        Identity.OUTLET.assertion(NOW, c -> c.setIssuer(LOGIN.issuer)));
    String good = LOGIN.assertion(NOW);
    String payload = good.split("\\.", -1)[1];
    String signature = good.substring(good.lastIndexOf('.') + 1);
    attacks.put("unsigned", encode("{\"alg\":\"none\"}") + "." + payload + ".");
    attacks.put("alg none, signed", encode("{\"alg\":\"none\"}") + "." + payload + "." + signature);
    attacks.put(
        "with the public key as a secret",
        hmac(LOGIN.key("rsa").getPublicKey().getEncoded(), payload));
    attacks.put(
        "with the published JWK as a secret",
        hmac(LOGIN.key("rsa").toJson(OutputControlLevel.PUBLIC_ONLY).getBytes(UTF_8), payload));
    attacks.put("with another payload", tampered(good));
    attacks.put("with the key that it brings along", withOwnKey(payload));
    attacks.put("with an unknown kid", stranger("nobodys"));
    attacks.put("with a key of another's of that kid", stranger("rsa"));
    attacks.put("with a demand", critical(payload));
    attacks.put("something else", "a.b.c");
    return attacks.entrySet().stream()
        .map(attack ->
            dynamicTest(
                attack.getKey(), () -> assertRefused(assertions, "demo", attack.getValue())));
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String hmac(byte[] secret, String payload) throws Exception {
    String input = encode("{\"alg\":\"HS256\",\"kid\":\"rsa\"}") + "." + payload;
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return input
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(mac.doFinal(input.getBytes(UTF_8)));
  }

  private static String tampered(String good) {
    String[] parts = good.split("\\.", -1);
    String other = LOGIN.assertion(NOW, c -> c.setSubject("somebody-else")).split("\\.", -1)[1];
    return parts[0] + "." + other + "." + parts[2];
  }

  private static String withOwnKey(String payload) throws JoseException {
    PublicJsonWebKey own = RsaJwkGenerator.generateJwk(2048);
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("RS256");
    jws.setKeyIdHeaderValue("rsa");
    jws.setJwkHeader(own);
    jws.setHeader("jku", "https://evil.example/jwks.json");
    jws.setKey(own.getPrivateKey());
    jws.setEncodedPayload(payload);
    return jws.getCompactSerialization();
  }

  static String stranger(String kid) throws JoseException {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("RS256");
    jws.setKeyIdHeaderValue(kid);
    jws.setKey(RsaJwkGenerator.generateJwk(2048).getPrivateKey());
    jws.setPayload(LOGIN.claims(NOW, _ -> {}).toJson());
    return jws.getCompactSerialization();
  }

  private static String critical(String payload) throws JoseException {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("RS256");
    jws.setKeyIdHeaderValue("rsa");
    jws.setHeader("crit", List.of("exp"));
    jws.setKey(LOGIN.key("rsa").getPrivateKey());
    jws.setEncodedPayload(payload);
    return jws.getCompactSerialization();
  }

  @Test
  void eachStorefrontHasItsOwnIssuer() {
    assertions.verify(Identity.OUTLET.assertion(NOW), "outlet", "/a");
    assertRefused(assertions, "outlet", LOGIN.assertion(NOW));
    assertRefused(Identity.nobody(), "demo", LOGIN.assertion(NOW));
  }

  @Test
  void aNewKeyFileCountsAtOnce(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("keys.json");
    Files.copy(Identity.OUTLET.publicKeys(), file);
    Assertions mounted = assertions(Map.of("l", entry("demo", LOGIN.issuer, file.toString())));
    assertRefused(mounted, "demo", LOGIN.assertion(NOW));
    Files.writeString(file, Files.readString(LOGIN.publicKeys()));
    mounted.verify(LOGIN.assertion(NOW), "demo", "/a");
    Files.delete(file);
    assertThrows(
        AssertionKeysException.class, () -> mounted.verify(LOGIN.assertion(NOW), "demo", "/a"));
  }

  @ParameterizedTest
  @CsvSource({
    "demo, http://login.example/jwks, baton.assertions.l.keys would be fetched without TLS",
    "demo, target/no-such-file, baton.assertions.l.keys names no JWKS file",
    "demo, pom.xml, baton.assertions.l.keys names no JWKS file",
    "nowhere, https://login.example/jwks, baton.assertions.l.storefronts has nowhere",
  })
  void aSettingThatCantBeRightStopsTheStart(String storefront, String keys, String message) {
    IllegalStateException stopped =
        assertThrows(
            IllegalStateException.class,
            () -> assertions(Map.of("l", entry(storefront, LOGIN.issuer, keys))));
    assertTrue(stopped.getMessage().startsWith(message), stopped.getMessage());
  }
}
