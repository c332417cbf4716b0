package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.LinesAndCodes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The claims of a resume token: {@code iss}, {@code aud}, {@code iat}, {@code exp}, {@code lines}
 * (each an array of SKU, quantity and, if there are any, attributes) and, if there are any, {@code
 * codes}. It has no {@code jti}: nothing is known of it, so nothing can be told apart by it.
 */
record ResumePayload(
    String issuer, String storefront, Instant issuedAt, Instant expiresAt, LinesAndCodes contents) {

  /** The JSON of a new token. */
  String write() {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("iss", issuer);
      json.writeStringField("aud", storefront);
      json.writeFieldName("iat");
      Times.write(json, issuedAt);
      json.writeFieldName("exp");
      Times.write(json, expiresAt);
      json.writeArrayFieldStart("lines");
      for (LinesAndCodes.Entry line : contents.lines()) {
        write(json, line);
      }
      json.writeEndArray();
      if (!contents.codes().isEmpty()) {
        json.writeArrayFieldStart("codes");
        for (String code : contents.codes()) {
          json.writeString(code);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, LinesAndCodes.Entry line) throws IOException {
    json.writeStartArray();
    json.writeString(line.sku());
    json.writeNumber(line.quantity());
    if (!line.attributes().isEmpty()) {
      json.writeStartObject();
      for (Map.Entry<String, String> attribute : line.attributes().entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * Reads the claims.
   *
   * @throws UnreadableStateException when they aren't ours
   */
  static ResumePayload read(byte[] bytes) {
    ObjectNode claims = StrictJson.object(bytes);
    if (claims == null) {
      throw new UnreadableStateException("the payload is no JSON object");
    }
    List<LinesAndCodes.Entry> lines = new ArrayList<>();
    claims.path("lines").forEach(line -> lines.add(line(line)));
    return new ResumePayload(
        text(claims.path("iss")),
        text(claims.path("aud")),
        Times.read(claims.path("iat")),
        Times.read(claims.path("exp")),
        new LinesAndCodes(
            lines,
            claims.has("codes") ? PositionalReader.texts(claims.get("codes")) : List.of(),
            null));
  }

  private static LinesAndCodes.Entry line(JsonNode node) {
    PositionalReader in = PositionalReader.of(node);
    String sku = in.text();
    long quantity = in.number();
    if (quantity < 1 || quantity > Integer.MAX_VALUE) {
      throw new UnreadableStateException("a quantity is out of range");
    }
    TreeMap<String, String> attributes = new TreeMap<>();
    JsonNode given = in.any();
    if (given != null) {
      given.properties().forEach(one -> attributes.put(one.getKey(), text(one.getValue())));
    }
    return new LinesAndCodes.Entry(sku, (int) quantity, attributes, null);
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new UnreadableStateException("a text is something else");
    }
    return node.textValue();
  }
}
