package dev.baton.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON straight to bytes, without reflection. */
final class JsonBytes {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonBytes() {}

  /** Something that writes a value, or members of an open object. */
  @FunctionalInterface
  interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  static byte[] of(Writer writer) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder(4096);
        JsonGenerator json = FACTORY.createGenerator(bytes)) {
      writer.write(json);
      json.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Members of an open object: texts, numbers, booleans, null, and lists and maps of these. */
  static void members(JsonGenerator json, Map<String, ?> members) throws IOException {
    for (Map.Entry<String, ?> member : members.entrySet()) {
      json.writeFieldName(member.getKey());
      value(json, member.getValue());
    }
  }

  static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Boolean flag -> json.writeBoolean(flag);
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          value(json, element);
        }
        json.writeEndArray();
      }
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
          json.writeFieldName(String.valueOf(member.getKey()));
          value(json, member.getValue());
        }
        json.writeEndObject();
      }
      // Anything else has a text that is meant for people: an instant, a decimal, a record's words.
      default -> json.writeString(value.toString());
    }
  }
}
