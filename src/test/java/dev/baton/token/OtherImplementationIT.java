package dev.baton.token;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.local.GatewayProcess;
import dev.baton.local.Node;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Our tokens at panva/jose under Node, and its tokens at our gateway: signatures by the key set as
 * it is published, the encrypted part by a key that is derived there.
 */
class OtherImplementationIT {
  private static final String ISSUER = "https://interoperability.baton.invalid";
  private static final String SCRIPT = "jose.mjs";

  private final Map<String, Object> master = NewKeys.master(MasterKey.Use.PII, KeyState.ACTIVE);

  @TempDir Path folder;

  @BeforeAll
  static void install() {
    Node.install();
  }

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void eachReadsWhatTheOtherWrote(SignatureAlgorithm algorithm) throws Exception {
    Map<String, Object> key = NewKeys.signing(algorithm, KeyState.ACTIVE);
    try (GatewayProcess gateway = start(key)) {
      String ours = created(gateway);
      JsonNode verified = theyVerify(gateway, algorithm, ours);
      assertEquals(key.get("kid"), verified.at("/header/kid").asText());
      assertEquals("mug-blue", verified.at("/payload/chk/7/0/0").asText());
      theyRefuse(gateway, algorithm, ours);

      String plain = theyDecrypt(verified.get("payload"));
      assertTrue(plain.contains("ada@example.com"), plain);

      String pii = theyEncrypt(verified.get("payload"), plain.replace("ada@", "grace@"));
      ObjectNode claims = verified.get("payload").deepCopy();
      claims.put("rev", 7).put("jti", "made-by-another").put("pii", pii);
      String theirs = theySign(key, "checkout+jwt", claims);
      Response answer = read(gateway, theirs);
      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals(7, answer.<Integer>path("checkout.revision"));
      assertEquals("g***@example.com", answer.path("checkout.customer.email"));
      weRefuse(gateway, algorithm, key, claims);
    }
  }

  private GatewayProcess start(Map<String, Object> key) throws Exception {
    List<Map<String, Object>> keys = new ArrayList<>(List.of(key, master));
    keys.add(NewKeys.master(MasterKey.Use.RECORD, KeyState.ACTIVE));
    keys.add(NewKeys.master(MasterKey.Use.DIGEST, KeyState.ACTIVE));
    Path file = folder.resolve("keys.json");
    Files.writeString(file, StrictJson.MAPPER.writeValueAsString(Map.of("keys", keys)));
    return GatewayProcess.builder()
        .property("baton.token.keys", file.toAbsolutePath().toString())
        .property("baton.token.issuer", ISSUER)
        .start();
  }

  private static String created(GatewayProcess gateway) {
    Response made =
        given()
            .contentType("application/json")
            .body(
                """
                {"storefront": "demo", "currency": "EUR", "country": "DE", "locale": "de-DE",
                 "actions": [{"action": "add-line", "sku": "mug-blue", "quantity": 2},
                   {"action": "set-customer", "email": "ada@example.com"}]}
                """)
            .post(gateway.uri() + "/v1/checkouts");
    assertEquals(201, made.statusCode(), made.asString());
    return made.path("token");
  }

  private static Response read(GatewayProcess gateway, String token) {
    return given().header("Authorization", "Bearer " + token).get(gateway.uri() + "/v1/checkout");
  }

  private static Map<String, Object> verify(
      GatewayProcess gateway, SignatureAlgorithm algorithm, String token) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("ask", "verify");
    question.put("jwks", gateway.uri() + "/.well-known/jwks.json");
    question.put("token", token);
    question.put("typ", "checkout+jwt");
    question.put("issuer", ISSUER);
    question.put("audience", "demo");
    question.put("algorithms", List.of(algorithm.wire()));
    return question;
  }

  private static JsonNode theyVerify(
      GatewayProcess gateway, SignatureAlgorithm algorithm, String token) {
    JsonNode answer = Node.ask(SCRIPT, List.of(verify(gateway, algorithm, token))).get(0);
    assertTrue(answer.has("payload"), answer::toString);
    return answer;
  }

  /** So that the acceptance above means something. */
  private static void theyRefuse(
      GatewayProcess gateway, SignatureAlgorithm algorithm, String token) {
    int last = token.lastIndexOf('.') + 1;
    byte[] signature = Base64Url.decode(token.substring(last));
    signature[3] ^= 1;
    String forged = token.substring(0, last) + Base64Url.encode(signature);
    Map<String, Object> elsewhere = verify(gateway, algorithm, token);
    elsewhere.put("audience", "outlet");
    JsonNode answers = Node.ask(SCRIPT, List.of(verify(gateway, algorithm, forged), elsewhere));
    assertEquals("ERR_JWS_SIGNATURE_VERIFICATION_FAILED", answers.at("/0/error").asText());
    assertEquals("ERR_JWT_CLAIM_VALIDATION_FAILED", answers.at("/1/error").asText());
  }

  private Map<String, Object> personalKey(JsonNode claims) {
    return new LinkedHashMap<>(
        Map.of(
            "master",
            master.get("k"),
            "names",
            List.of(
                "baton pii A256GCM",
                claims.get("iss").asText(),
                claims.get("aud").asText(),
                claims.get("cid").asText())));
  }

  private String theyDecrypt(JsonNode claims) {
    Map<String, Object> question = personalKey(claims);
    question.put("ask", "decrypt");
    question.put("compact", claims.get("pii").asText());
    Map<String, Object> moved = new LinkedHashMap<>(question);
    moved.put("names", List.of("baton pii A256GCM", ISSUER, "demo", "another-checkout"));
    JsonNode answers = Node.ask(SCRIPT, List.of(question, moved));
    assertEquals(master.get("kid"), answers.at("/0/header/kid").asText());
    assertEquals("ERR_JWE_DECRYPTION_FAILED", answers.at("/1/error").asText());
    return answers.at("/0/plain").asText();
  }

  private String theyEncrypt(JsonNode claims, String plain) {
    Map<String, Object> question = personalKey(claims);
    question.put("ask", "encrypt");
    question.put("plain", plain);
    question.put("header", Map.of("alg", "dir", "enc", "A256GCM", "kid", master.get("kid")));
    return Node.ask(SCRIPT, List.of(question)).at("/0/compact").asText();
  }

  private static String theySign(Map<String, Object> key, String type, JsonNode claims) {
    Map<String, Object> jwk = new LinkedHashMap<>(key);
    jwk.remove("state");
    Map<String, Object> question =
        Map.of(
            "ask",
            "sign",
            "jwk",
            jwk,
            "header",
            Map.of("typ", type, "alg", key.get("alg"), "kid", key.get("kid")),
            "payload",
            claims.toString());
    return Node.ask(SCRIPT, List.of(question)).at("/0/compact").asText();
  }

  private static void weRefuse(
      GatewayProcess gateway,
      SignatureAlgorithm algorithm,
      Map<String, Object> key,
      ObjectNode claims) {
    Response typed = read(gateway, theySign(key, "resume+jwt", claims));
    assertTrue(typed.<String>path("type").endsWith("/problems/token-wrong-type"));
    Map<String, Object> stranger = new LinkedHashMap<>(NewKeys.signing(algorithm, KeyState.ACTIVE));
    stranger.put("kid", key.get("kid"));
    Response forged = read(gateway, theySign(stranger, "checkout+jwt", claims));
    assertTrue(forged.<String>path("type").endsWith("/problems/token-bad-signature"));
    ObjectNode other = claims.deepCopy().put("cid", "another-checkout");
    Response moved = read(gateway, theySign(key, "checkout+jwt", other));
    assertTrue(moved.<String>path("type").endsWith("/problems/token-malformed"));
  }
}
