package dev.baton.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Makes tokens that differ from genuine ones in one thing, signed with the key of the tests. */
final class Forger {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Forger() {}

  static String withHeader(String token, Consumer<ObjectNode> change) {
    return forged(token, change, _ -> {});
  }

  static String withClaims(String token, Consumer<ObjectNode> change) {
    return forged(token, _ -> {}, change);
  }

  /** One character of the payload is another, the signature as it was. */
  static String tampered(String token) {
    String[] parts = token.split("\\.");
    char other = parts[1].charAt(40) == 'A' ? 'B' : 'A';
    return parts[0]
        + "."
        + parts[1].substring(0, 40)
        + other
        + parts[1].substring(41)
        + "."
        + parts[2];
  }

  private static String forged(
      String token, Consumer<ObjectNode> header, Consumer<ObjectNode> claims) {
    try {
      String[] parts = token.split("\\.");
      String signed = changed(parts[0], header) + "." + changed(parts[1], claims);
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keyOf(parts[0]).getPrivateKey());
      signature.update(signed.getBytes(UTF_8));
      return signed
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IOException | JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String changed(String part, Consumer<ObjectNode> change) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(part));
    change.accept(json);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(json));
  }

  /** The key that a genuine header names. */
  private static PublicJsonWebKey keyOf(String header) throws IOException, JoseException {
    String id = JSON.readTree(Base64.getUrlDecoder().decode(header)).path("kid").textValue();
    Path folder =
        Path.of(ConfigProvider.getConfig().getValue("baton.token.generated-keys", String.class));
    for (JsonNode key : JSON.readTree(folder.resolve("keys.json").toFile()).path("keys")) {
      if (key.path("kid").asText().equals(id)) {
        return PublicJsonWebKey.Factory.newPublicJwk(key.toString());
      }
    }
    throw new IllegalStateException("no key " + id + " in " + folder);
  }
}
