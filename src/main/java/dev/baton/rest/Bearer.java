package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the one token of a request out of its {@code Authorization} header (RFC 6750, 2.1). */
final class Bearer {
  private static final Pattern HEADER = Pattern.compile("(?i:Bearer) ([A-Za-z0-9_.-]+)");
  private static final Pattern OTHER = Pattern.compile("(?!(?i:Bearer)( |$)).*");

  private Bearer() {}

  static String of(List<String> headers) {
    if (headers.size() > 1) {
      throw RefusedException.of(
          ProblemType.TOKEN_MALFORMED, "There is more than one Authorization header.");
    }
    if (headers.isEmpty() || OTHER.matcher(headers.getFirst()).matches()) {
      throw RefusedException.of(
          ProblemType.TOKEN_MISSING, "This call needs the header \"Authorization: Bearer\".");
    }
    Matcher matcher = HEADER.matcher(headers.getFirst());
    if (!matcher.matches()) {
      throw RefusedException.of(
          ProblemType.TOKEN_MALFORMED, "The Authorization header is not \"Bearer\" and a token.");
    }
    return matcher.group(1);
  }
}
