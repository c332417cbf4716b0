package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Personal;
import dev.baton.checkout.Totals;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token whose signature was checked.
 *
 * @param personal {@code pii}, null when nothing personal is known
 * @param unknown claims of a later format, carried along as they are
 */
record Payload(
    String issuer,
    String storefront,
    Instant issuedAt,
    Instant expiresAt,
    String jti,
    String checkout,
    int revision,
    long epoch,
    List<String> parents,
    Instant endsAt,
    int format,
    JsonNode state,
    @Nullable String personal,
    Map<String, JsonNode> unknown) {

  private static final Set<String> CLAIMS =
      Set.of(
          "iss", "aud", "iat", "exp", "jti", "cid", "rev", "ep", "par", "abs", "fmt", "chk", "pii");

  /**
   * Reads the claims, not yet the state in them.
   *
   * @throws UnreadableStateException when they aren't ours
   */
  static Payload read(byte[] json) {
    ObjectNode claims = StrictJson.object(json);
    if (claims == null) {
      throw new UnreadableStateException("the payload is no JSON object");
    }
    Map<String, JsonNode> unknown = new TreeMap<>();
    for (Map.Entry<String, JsonNode> claim : claims.properties()) {
      if (!CLAIMS.contains(claim.getKey())) {
        unknown.put(claim.getKey(), claim.getValue());
      }
    }
    return new Payload(
        text(claims, "iss"),
        text(claims, "aud"),
        Times.read(claims.path("iat")),
        Times.read(claims.path("exp")),
        text(claims, "jti"),
        text(claims, "cid"),
        integer(claims, "rev"),
        number(claims, "ep"),
        PositionalReader.texts(claims.get("par")),
        Times.read(claims.path("abs")),
        integer(claims, "fmt"),
        claims.path("chk"),
        claims.has("pii") ? text(claims, "pii") : null,
        unknown);
  }

  private static String text(ObjectNode claims, String name) {
    JsonNode node = claims.path(name);
    if (!node.isTextual()) {
      throw new UnreadableStateException(name + " is not a text");
    }
    return node.textValue();
  }

  private static long number(ObjectNode claims, String name) {
    JsonNode node = claims.path(name);
    long number = PositionalReader.number(node);
    if (number < 0) {
      throw new UnreadableStateException(name + " is negative");
    }
    return number;
  }

  private static int integer(ObjectNode claims, String name) {
    long number = number(claims, name);
    if (number > Integer.MAX_VALUE) {
      throw new UnreadableStateException(name + " is too large");
    }
    return (int) number;
  }

  /**
   * The state, with what is personal in it.
   *
   * @throws UnreadableStateException when it isn't one
   */
  CheckoutReader.State state(Personal personal) {
    return CheckoutReader.read(
        format,
        state,
        new CheckoutReader.Claims(checkout, revision, epoch, storefront, endsAt, personal));
  }

  /** The JSON of a new token. */
  static String write(String issuer, VerifiedToken token, int format, Totals totals) {
    Checkout checkout = token.checkout();
    Contents contents = checkout.contents();
    StringWriter text = new StringWriter(2048);
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("iss", issuer);
      json.writeStringField("aud", contents.storefront());
      time(json, "iat", token.issuedAt());
      time(json, "exp", token.expiresAt());
      json.writeStringField("jti", token.jti());
      json.writeStringField("cid", contents.id());
      json.writeNumberField("rev", contents.revision());
      json.writeNumberField("ep", contents.epoch());
      json.writeArrayFieldStart("par");
      for (String parent : token.parents()) {
        json.writeString(parent);
      }
      json.writeEndArray();
      time(json, "abs", contents.endsAt());
      json.writeNumberField("fmt", format);
      json.writeFieldName("chk");
      CheckoutWriter.write(json, checkout, totals, token.later().state());
      if (token.sealedPersonal() != null) {
        json.writeStringField("pii", token.sealedPersonal());
      }
      for (Map.Entry<String, JsonNode> claim : new TreeMap<>(token.later().claims()).entrySet()) {
        json.writePOJOField(claim.getKey(), claim.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void time(JsonGenerator json, String name, Instant time) throws IOException {
    json.writeFieldName(name);
    Times.write(json, time);
  }
}
