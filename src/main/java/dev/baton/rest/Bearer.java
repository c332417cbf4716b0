package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import java.util.List;

/** Reads the one token of a request out of its {@code Authorization} header (RFC 6750, 2.1). */
final class Bearer {
  private static final String SCHEME = "Bearer";

  private Bearer() {}

  static String of(List<String> headers) {
    if (headers.size() > 1) {
      throw RefusedException.of(
          ProblemType.TOKEN_MALFORMED, "There is more than one Authorization header.");
    }
    if (headers.isEmpty() || !isBearer(headers.getFirst())) {
      throw RefusedException.of(
          ProblemType.TOKEN_MISSING, "This call needs the header \"Authorization: Bearer\".");
    }
    String header = headers.getFirst();
    String token = header.substring(Math.min(SCHEME.length() + 1, header.length()));
    if (!isToken(token)) {
      throw RefusedException.of(
          ProblemType.TOKEN_MALFORMED, "The Authorization header is not \"Bearer\" and a token.");
    }
    return token;
  }

  private static boolean isBearer(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
  }

  /** A loop, because a regular expression over some KB was a seventh of a whole step. */
  private static boolean isToken(String token) {
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !token.isEmpty();
  }
}
