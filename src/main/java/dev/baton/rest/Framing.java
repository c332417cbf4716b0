package dev.baton.rest;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;

/** What a call's head says of the body behind it. */
final class Framing {
  private Framing() {}

  /**
   * Whether it can be known where the body ends: the framework takes a body of any other encoding
   * for the next call (RFC 9112, 6.1).
   */
  static boolean plain(HttpServerRequest request) {
    List<String> encodings = request.headers().getAll("Transfer-Encoding");
    return encodings.isEmpty()
        || (encodings.size() == 1 && encodings.getFirst().strip().equalsIgnoreCase("chunked"));
  }

  /** Whether the body is to be larger than so many bytes, or than any number. */
  static boolean announcesMore(HttpServerRequest request, long most) {
    String length = request.getHeader("Content-Length");
    try {
      return length != null && Long.parseLong(length) > most;
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /** Over HTTP/1.1, where what isn't read of a body stands before the next call. */
  static boolean carriesBody(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && (request.getHeader("Content-Length") != null
            || request.getHeader("Transfer-Encoding") != null);
  }
}
