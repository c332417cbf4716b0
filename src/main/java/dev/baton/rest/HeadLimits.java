package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long a call's head may be. The framework answers what is past its own limits with nothing and
 * reads no further; those are set wider, so that whoever is a little past these is told.
 */
final class HeadLimits {
  /** The longest path with its query, in characters. */
  static final int ADDRESS = 4096;

  /** All headers together, in bytes; a token may have half of them. */
  static final int HEADERS = 32 * 1024;

  /** What a header has besides its name and its value: a colon, a space and the line's end. */
  private static final int AROUND = 4;

  private HeadLimits() {}

  /** Why a call is refused by its head; null if it isn't. */
  static @Nullable Refusal exceeded(HttpServerRequest request) {
    if (request.uri().length() > ADDRESS) {
      return Refusal.of(
          ProblemType.ADDRESS_TOO_LONG,
          "Path and query may have at most " + ADDRESS + " characters together.");
    }
    int size = 0;
    for (Map.Entry<String, String> header : request.headers()) {
      size += header.getKey().length() + header.getValue().length() + AROUND;
    }
    return size <= HEADERS
        ? null
        : Refusal.of(
            ProblemType.HEADERS_TOO_LARGE,
            "The headers may have at most " + HEADERS + " bytes in all.");
  }
}
