package dev.baton.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes problem documents (RFC 9457) and the headers that go with them. */
final class ProblemDocument {
  static final String MEDIA_TYPE = "application/problem+json";

  private ProblemDocument() {}

  /** Writes the members of the document, and whatever else it carries. */
  static byte[] bytes(Refusal refusal, BaseAddress base, JsonBytes.Writer further) {
    return JsonBytes.of(json -> {
      json.writeStartObject();
      members(json, refusal, base);
      further.write(json);
      json.writeEndObject();
    });
  }

  private static void members(JsonGenerator json, Refusal refusal, BaseAddress base)
      throws IOException {
    ProblemType type = refusal.type();
    json.writeStringField("type", base.problem(type));
    json.writeStringField("title", type.title());
    json.writeNumberField("status", type.status());
    json.writeStringField("detail", refusal.detail());
    if (refusal.pointer() != null) {
      json.writeStringField("pointer", refusal.pointer());
    }
    if (!refusal.extra().containsKey(Refusal.FIX)) {
      json.writeFieldName(Refusal.FIX);
      JsonBytes.value(json, Fixes.of(refusal));
    }
    JsonBytes.members(json, refusal.extra());
  }

  /** Headers besides the media type. */
  static Map<String, String> headers(Refusal refusal, @Nullable Duration retryAfter) {
    Map<String, String> headers = new TreeMap<>();
    if (refusal.type().status() == 401) {
      headers.put(
          "WWW-Authenticate",
          refusal.type() == ProblemType.TOKEN_MISSING
              ? "Bearer"
              : "Bearer error=\"invalid_token\"");
    }
    if (retryAfter != null) {
      headers.put("Retry-After", seconds(retryAfter));
    }
    return headers;
  }

  /** Whole seconds, rounded up, at least one. */
  static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
