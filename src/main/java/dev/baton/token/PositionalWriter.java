package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes nested JSON arrays whose places have meanings; absent values at an end are left out. */
final class PositionalWriter {
  private static final int DEPTH = 8;

  private final JsonGenerator json;
  private final int[] pending = new int[DEPTH];
  private int depth;

  PositionalWriter(JsonGenerator json) {
    this.json = json;
  }

  PositionalWriter open() throws IOException {
    writePending();
    json.writeStartArray();
    pending[++depth] = 0;
    return this;
  }

  PositionalWriter close() throws IOException {
    json.writeEndArray();
    depth--;
    return this;
  }

  PositionalWriter absent() {
    pending[depth]++;
    return this;
  }

  /** Several absent values. */
  PositionalWriter skip(int places) {
    pending[depth] += places;
    return this;
  }

  PositionalWriter text(@Nullable String value) throws IOException {
    if (value == null) {
      return absent();
    }
    writePending();
    json.writeString(value);
    return this;
  }

  PositionalWriter number(long value) throws IOException {
    writePending();
    json.writeNumber(value);
    return this;
  }

  PositionalWriter number(@Nullable Long value) throws IOException {
    return value == null ? absent() : number(value.longValue());
  }

  PositionalWriter number(@Nullable Integer value) throws IOException {
    return value == null ? absent() : number(value.longValue());
  }

  /** 1, or nothing. */
  PositionalWriter flag(boolean value) throws IOException {
    return value ? number(1L) : absent();
  }

  /** Seconds since 1970, with decimals only when it has any. */
  PositionalWriter time(@Nullable Instant value) throws IOException {
    if (value == null) {
      return absent();
    }
    writePending();
    Times.write(json, value);
    return this;
  }

  /** As text, since 0.10 and 0.1 are different to whoever shows them. */
  PositionalWriter decimal(BigDecimal value) throws IOException {
    return text(value.toString());
  }

  /** An amount, or nothing for 0. */
  PositionalWriter unlessZero(long amount) throws IOException {
    return amount == 0 ? absent() : number(amount);
  }

  /** An array of names and values, or nothing. */
  PositionalWriter pairs(Map<String, String> pairs) throws IOException {
    if (pairs.isEmpty()) {
      return absent();
    }
    open();
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      text(pair.getKey()).text(pair.getValue());
    }
    return close();
  }

  /** An array of texts, or nothing. */
  PositionalWriter texts(List<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return absent();
    }
    open();
    for (String text : texts) {
      text(text);
    }
    return close();
  }

  /** Values as they were read. */
  PositionalWriter carried(List<JsonNode> values) throws IOException {
    for (JsonNode value : values) {
      writePending();
      json.writeTree(value);
    }
    return this;
  }

  private void writePending() throws IOException {
    for (; pending[depth] > 0; pending[depth]--) {
      json.writeNull();
    }
  }
}
