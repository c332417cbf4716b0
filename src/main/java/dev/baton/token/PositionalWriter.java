package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
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

  private void writePending() throws IOException {
    for (; pending[depth] > 0; pending[depth]--) {
      json.writeNull();
    }
  }
}
