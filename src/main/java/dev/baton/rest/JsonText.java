package dev.baton.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON as RFC 8259 has it and no more: UTF-8, one value, no field twice, at most {@link
 * #LIMIT} bytes and {@link #DEPTH} levels.
 */
final class JsonText {
  /** The largest body, in bytes. */
  static final int LIMIT = 64 * 1024;

  /** The deepest nesting; the contract's deepest is 5. */
  static final int DEPTH = 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH)
                  .maxNumberLength(100)
                  .maxNameLength(1000)
                  .build())
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  /** The text of a body, or null when it is empty. */
  static @Nullable String read(InputStream body) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(LIMIT + 1);
    } catch (IOException e) {
      // Whoever sends it went away or stopped: no fault of ours, and nobody may be there to be
      // told.
      throw RefusedException.of(ProblemType.INVALID_JSON, "The body ends before its end.");
    }
    if (bytes.length > LIMIT) {
      throw tooLarge();
    }
    if (bytes.length == 0) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw RefusedException.of(ProblemType.INVALID_JSON, "The body is not UTF-8.");
    }
  }

  static RefusedException tooLarge() {
    return tooLarge(LIMIT);
  }

  static RefusedException tooLarge(int most) {
    return RefusedException.of(
        ProblemType.BODY_TOO_LARGE, "The body may have at most " + most + " bytes.");
  }

  /** The value that a text is. */
  static JsonNode parse(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      try {
        if (parser.nextToken() == null) {
          throw RefusedException.of(ProblemType.INVALID_JSON, "The body is empty.");
        }
        JsonNode value = value(parser, "");
        if (parser.nextToken() != null) {
          throw RefusedException.at(
              ProblemType.INVALID_JSON, "", "Something follows the end of the JSON value.");
        }
        return value;
      } catch (JsonProcessingException e) {
        throw malformed(parser, e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode value(JsonParser parser, String pointer) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, pointer);
      case START_ARRAY -> array(parser, pointer);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      // Kept as a fraction even where it is whole: 2.0 and 2e0 are no integers on the wire.
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(0.5);
      default -> throw new IllegalStateException("unexpected token " + parser.currentToken());
    };
  }

  private static ObjectNode object(JsonParser parser, String pointer) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String at = Pointers.child(pointer, name);
      if (object.has(name)) {
        throw RefusedException.at(ProblemType.DUPLICATE_FIELD, at, "This field stands twice.");
      }
      parser.nextToken();
      object.set(name, value(parser, at));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser, String pointer) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, Pointers.child(pointer, array.size())));
    }
    return array;
  }

  /** Says where, but nothing of what stands there: it may be personal. */
  private static RefusedException malformed(JsonParser parser, JsonProcessingException fault) {
    var location = fault.getLocation();
    String where =
        location == null
            ? "."
            : " near line " + location.getLineNr() + ", column " + location.getColumnNr() + ".";
    return RefusedException.at(
        ProblemType.INVALID_JSON,
        parser.getParsingContext().pathAsPointer().toString(),
        "The body is not valid JSON" + where);
  }
}
