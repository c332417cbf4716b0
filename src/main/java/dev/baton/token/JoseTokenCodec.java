package dev.baton.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.InputDigest;
import dev.baton.checkout.Personal;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The token as a compact JWS (RFC 7515) with a JWE (RFC 7516) in it for what is personal. */
final class JoseTokenCodec implements TokenCodec {
  static final String TYPE = "checkout+jwt";
  static final int FORMAT = 1;
  private static final String RECORD_TYPE = "checkout-record+jwe";
  private static final String PERSONAL_TYPE = "checkout-pii+jwe";
  private static final int ID_BYTES = 16;
  private static final int DIGEST_BYTES = 15;
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Supplier<KeyRing> keys;
  private final Storefronts storefronts;
  private final InstantSource clock;
  private final SecureRandom random;
  private final String issuer;
  private final Duration life;
  private final int maxSize;

  JoseTokenCodec(
      Supplier<KeyRing> keys,
      Storefronts storefronts,
      InstantSource clock,
      SecureRandom random,
      String issuer,
      Duration life,
      int maxSize) {
    this.keys = keys;
    this.storefronts = storefronts;
    this.clock = clock;
    this.random = random;
    this.issuer = issuer;
    this.life = life;
    this.maxSize = maxSize;
  }

  /** How a token is refused on the way; never leaves this class. */
  private static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient OpenResult.Refused refused;

    Bad(ProblemType type, String detail) {
      super(detail, null, false, false);
      refused = new OpenResult.Refused(type, detail);
    }
  }

  @Override
  public OpenResult open(String compact) {
    try {
      JsonNode claims = verified(compact);
      VerifiedToken token = read(claims);
      current(token, claims);
      return new OpenResult.Verified(token);
    } catch (Bad bad) {
      return bad.refused;
    }
  }

  // --- the signature ---

  private JsonNode verified(String compact) throws Bad {
    if (compact.length() > maxSize) {
      throw new Bad(ProblemType.TOKEN_TOO_LARGE, "At most " + maxSize + " bytes.");
    }
    List<String> parts = parts(compact);
    JsonNode header = header(decoded(parts.getFirst()));
    if (parts.size() != 3) {
      throw malformed();
    }
    for (String part : parts) {
      decoded(part);
    }
    KeyRing.Key key = keys.get().find(header.path("kid").asText());
    if (key == null) {
      throw new Bad(ProblemType.TOKEN_UNKNOWN_KEY, "No key of this kid is accepted here.");
    }
    if (!key.algorithm().jose().equals(header.path("alg").textValue())) {
      throw new Bad(ProblemType.TOKEN_WRONG_ALGORITHM, "The key decides the algorithm.");
    }
    if (!signatureHolds(compact, key)) {
      throw new Bad(ProblemType.TOKEN_BAD_SIGNATURE, "The signature doesn't hold.");
    }
    return json(decoded(parts.get(1)));
  }

  private static List<String> parts(String compact) throws Bad {
    List<String> parts = new ArrayList<>(5);
    int start = 0;
    for (int i = 0; i <= compact.length(); i++) {
      if (i == compact.length() || compact.charAt(i) == '.') {
        parts.add(compact.substring(start, i));
        start = i + 1;
        if (parts.size() > 5) {
          throw malformed();
        }
      }
    }
    return parts;
  }

  /** Only what an encoder would have written: no padding, no other letters, no bits left over. */
  private static byte[] decoded(String part) throws Bad {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      if (bytes.length == 0 || !BASE64.encodeToString(bytes).equals(part)) {
        throw malformed();
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static JsonNode header(byte[] bytes) throws Bad {
    JsonNode header = json(bytes);
    if (!TYPE.equals(header.path("typ").textValue())) {
      throw new Bad(ProblemType.TOKEN_WRONG_TYPE, "Its typ has to be " + TYPE + ".");
    }
    if (header.has("crit")) {
      throw new Bad(ProblemType.TOKEN_CRITICAL_HEADER, "No extension is understood here.");
    }
    if (header.size() != 3 || !header.path("kid").isTextual() || !header.path("alg").isTextual()) {
      throw malformed();
    }
    return header;
  }

  private static JsonNode json(byte[] bytes) throws Bad {
    try {
      JsonNode node = STRICT.readTree(bytes);
      if (!node.isObject()) {
        throw malformed();
      }
      return node;
    } catch (IOException e) {
      throw malformed();
    }
  }

  private static boolean signatureHolds(String compact, KeyRing.Key key) throws Bad {
    try {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setAlgorithmConstraints(
          new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm().jose()));
      signature.setCompactSerialization(compact);
      signature.setKey(key.publicKey());
      return signature.verifySignature();
    } catch (JoseException e) {
      return false; // malformed: a refusal, not a fault
    }
  }

  private static Bad malformed() {
    return new Bad(ProblemType.TOKEN_MALFORMED, "This is no token of ours.");
  }

  // --- the claims ---

  private VerifiedToken read(JsonNode claims) throws Bad {
    if (!issuer.equals(claims.path("iss").textValue())) {
      throw new Bad(ProblemType.TOKEN_WRONG_ISSUER, "It was issued in another environment.");
    }
    if (claims.path("fmt").intValue() != FORMAT) {
      throw new Bad(ProblemType.TOKEN_UNKNOWN_FORMAT, "Its format isn't known here.");
    }
    String cid = claims.path("cid").asText();
    String storefront = claims.path("aud").asText();
    String sealedPersonal = StateReader.textOrNull(claims.path("pii"));
    Personal personal =
        sealedPersonal == null ? Personal.NONE : openPersonal(sealedPersonal, storefront, cid);
    List<String> parents = new ArrayList<>(2);
    claims.path("par").forEach(parent -> parents.add(parent.asText()));
    Checkout checkout =
        StateReader.read(
            claims.path("chk"),
            new StateReader.Header(
                cid,
                claims.path("rev").intValue(),
                claims.path("ep").longValue(),
                storefront,
                seconds(claims, "abs")),
            personal);
    return new VerifiedToken(
        claims.path("jti").asText(),
        parents,
        seconds(claims, "iat"),
        seconds(claims, "exp"),
        checkout,
        sealedPersonal);
  }

  private void current(VerifiedToken token, JsonNode claims) throws Bad {
    Storefront storefront =
        storefronts
            .find(claims.path("aud").asText())
            .orElseThrow(
                () -> new Bad(ProblemType.TOKEN_WRONG_STOREFRONT, "Its storefront isn't here."));
    Instant now = clock.instant();
    if (token.issuedAt().isAfter(now.plus(SKEW))) {
      throw new Bad(ProblemType.TOKEN_NOT_YET_VALID, "It was issued later than now.");
    }
    if (!now.isBefore(token.checkout().contents().endsAt())) {
      throw new Bad(ProblemType.TOKEN_ENDED, "The checkout has ended; begin a new one.");
    }
    if (!now.isBefore(token.expiresAt())) {
      throw new Bad(ProblemType.TOKEN_EXPIRED, "It has expired; begin a new checkout.");
    }
    if (storefront.notBefore() != null && token.issuedAt().isBefore(storefront.notBefore())) {
      throw new Bad(ProblemType.TOKEN_TOO_OLD, "Older tokens of the storefront are refused.");
    }
  }

  private static Instant seconds(JsonNode claims, String name) {
    return Instant.ofEpochSecond(claims.path(name).longValue());
  }

  // --- making ---

  @Override
  public IssuedToken seal(Checkout checkout, @Nullable VerifiedToken parent) {
    Contents contents = checkout.contents();
    Instant issued = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    Instant end = Instant.ofEpochSecond(contents.endsAt().getEpochSecond());
    Instant expires = issued.plus(life).isBefore(end) ? issued.plus(life) : end;
    String jti = newId();
    List<String> parents = parent == null ? List.of() : List.of(parent.jti());
    String sealedPersonal = sealedPersonal(contents, parent);
    byte[] claims =
        bytes(json -> {
          json.writeStartObject();
          json.writeStringField("iss", issuer);
          json.writeStringField("aud", contents.storefront());
          json.writeNumberField("iat", issued.getEpochSecond());
          json.writeNumberField("exp", expires.getEpochSecond());
          json.writeStringField("jti", jti);
          json.writeStringField("cid", contents.id());
          json.writeNumberField("rev", contents.revision());
          json.writeNumberField("ep", contents.epoch());
          if (!parents.isEmpty()) {
            json.writeArrayFieldStart("par");
            json.writeString(parents.getFirst());
            json.writeEndArray();
          }
          json.writeNumberField("abs", end.getEpochSecond());
          json.writeNumberField("fmt", FORMAT);
          json.writeFieldName("chk");
          StateWriter.write(json, checkout);
          if (sealedPersonal != null) {
            json.writeStringField("pii", sealedPersonal);
          }
          json.writeEndObject();
        });
    String compact = signed(claims);
    if (compact.length() > maxSize) {
      throw new StateTooLargeException(compact.length(), maxSize);
    }
    return new IssuedToken(
        compact, new VerifiedToken(jti, parents, issued, expires, checkout, sealedPersonal));
  }

  private String signed(byte[] claims) {
    KeyRing.Key key = keys.get().signing();
    JsonWebSignature signature = new JsonWebSignature();
    signature.setHeader("typ", TYPE);
    signature.setAlgorithmHeaderValue(key.algorithm().jose());
    signature.setKeyIdHeaderValue(key.id());
    signature.setKey(key.privateKey());
    signature.setPayloadBytes(claims);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("can't sign", e);
    }
  }

  private String newId() {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return BASE64.encodeToString(id);
  }

  // --- what is personal ---

  private @Nullable String sealedPersonal(Contents contents, @Nullable VerifiedToken parent) {
    Personal personal = contents.personal();
    if (personal.equals(Personal.NONE)) {
      return null;
    }
    if (parent != null
        && parent.sealedPersonal() != null
        && parent.checkout().contents().id().equals(contents.id())
        && parent.checkout().contents().personal().equals(personal)) {
      return parent.sealedPersonal();
    }
    return encrypted(
        PERSONAL_TYPE,
        personalKey(contents.storefront(), contents.id()),
        bytes(json -> PersonalJson.write(json, personal)));
  }

  private Personal openPersonal(String sealed, String storefront, String cid) throws Bad {
    byte[] plain = decrypted(PERSONAL_TYPE, personalKey(storefront, cid), sealed);
    if (plain == null) {
      throw malformed();
    }
    try {
      return PersonalJson.read(STRICT.readTree(plain));
    } catch (IOException e) {
      throw malformed();
    }
  }

  private SecretKey personalKey(String storefront, String cid) {
    return keys.get().master().derive("AES", "pii", issuer, storefront, cid);
  }

  private static String encrypted(String type, SecretKey key, byte[] plain) {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.DIRECT);
    jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_256_GCM);
    jwe.setHeader("typ", type);
    jwe.setKey(key);
    jwe.setPlaintext(plain);
    try {
      return jwe.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("can't encrypt", e);
    }
  }

  private static byte @Nullable [] decrypted(String type, SecretKey key, String sealed) {
    try {
      JsonWebEncryption jwe = new JsonWebEncryption();
      jwe.setAlgorithmConstraints(
          new AlgorithmConstraints(
              ConstraintType.PERMIT, KeyManagementAlgorithmIdentifiers.DIRECT));
      jwe.setContentEncryptionAlgorithmConstraints(
          new AlgorithmConstraints(
              ConstraintType.PERMIT, ContentEncryptionAlgorithmIdentifiers.AES_256_GCM));
      jwe.setKey(key);
      jwe.setCompactSerialization(sealed);
      boolean ours = type.equals(jwe.getHeader("typ")) && jwe.getHeader("zip") == null;
      return ours ? jwe.getPlaintextBytes() : null;
    } catch (JoseException e) {
      return null;
    }
  }

  // --- the record's copy ---

  @Override
  public String sealForRecord(IssuedToken token) {
    String cid = token.token().checkout().contents().id();
    return encrypted(
        RECORD_TYPE, recordKey(cid), token.compact().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public @Nullable IssuedToken openFromRecord(String checkout, String sealed) {
    byte[] plain = decrypted(RECORD_TYPE, recordKey(checkout), sealed);
    if (plain == null) {
      return null;
    }
    String compact = new String(plain, StandardCharsets.US_ASCII);
    try {
      // It may have expired by now: the record decides what becomes of it.
      VerifiedToken token = read(verified(compact));
      return token.checkout().contents().id().equals(checkout)
          ? new IssuedToken(compact, token)
          : null;
    } catch (Bad e) {
      return null;
    }
  }

  private SecretKey recordKey(String cid) {
    return keys.get().master().derive("AES", "record", issuer, cid);
  }

  // --- digests ---

  @Override
  public InputDigest inputDigest(Checkout checkout) {
    return digest("input", checkout);
  }

  @Override
  public InputDigest fixedDigest(Checkout checkout) {
    return digest("fixed", checkout);
  }

  private InputDigest digest(String purpose, Checkout checkout) {
    Contents contents = checkout.contents();
    SecretKey key =
        keys.get()
            .master()
            .derive("HmacSHA256", purpose, issuer, contents.storefront(), contents.id());
    return text -> BASE64.encodeToString(Arrays.copyOf(MasterKey.hmac(key, text), DIGEST_BYTES));
  }

  // --- JSON ---

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
