package dev.baton.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Makes tokens that nobody should accept: with any header, any payload, and, for those that go
 * wrong behind the signature, with the gateway's own key.
 */
final class Forger {
  final Map<String, Object> signingJwk = NewKeys.signing(SignatureAlgorithm.ES256, KeyState.ACTIVE);
  final List<Map<String, Object>> jwks =
      List.of(
          signingJwk,
          NewKeys.master(MasterKey.Use.PII, KeyState.ACTIVE),
          NewKeys.master(MasterKey.Use.RECORD, KeyState.ACTIVE),
          NewKeys.master(MasterKey.Use.DIGEST, KeyState.ACTIVE));
  final KeyRing ring;
  final JoseTokenCodec codec;
  private final IssuedToken genuine;

  Forger(InstantSource clock) {
    ring = new KeyRing(TokenCodecs.keys(jwks));
    codec = TokenCodecs.codec(ring, TokenSettings.of(TokenCodecs.ISSUER), clock);
    genuine = codec.seal(TypicalCheckout.of(2, "Mug #"), null);
  }

  IssuedToken genuine() {
    return genuine;
  }

  String compact() {
    return genuine.compact();
  }

  String kid() {
    return (String) signingJwk.get("kid");
  }

  String part(int index) {
    return compact().split("\\.")[index];
  }

  /** The genuine header, changed. */
  String header(Consumer<ObjectNode> change) {
    return changed(part(0), change);
  }

  /** The genuine payload, changed. */
  String payload(Consumer<ObjectNode> change) {
    return changed(part(1), change);
  }

  private static String changed(String part, Consumer<ObjectNode> change) {
    ObjectNode node = StrictJson.object(Base64Url.decode(part));
    change.accept(node);
    return encode(node.toString());
  }

  static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A token that is genuinely signed by the gateway's key, whatever it says. */
  String signed(String header, String payload) {
    try {
      PublicJsonWebKey pair = (PublicJsonWebKey) JsonWebKey.Factory.newJwk(signingJwk);
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivateKey());
      String input = header + "." + payload;
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Base64Url.encode(signature.sign());
    } catch (JoseException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String resigned(Consumer<ObjectNode> change) {
    return signed(part(0), payload(change));
  }

  String withHeader(Consumer<ObjectNode> change) {
    return signed(header(change), part(1));
  }

  static String hmac(byte[] secret, String header, String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String input = header + "." + payload;
      return input + "." + Base64Url.encode(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
