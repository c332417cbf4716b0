package dev.baton.observability;

import java.util.regex.Pattern;

/** Which routes a span may name: those of the API and its documents, with parameters unfilled. */
final class ApiRoutes {
  private static final Pattern ONE =
      Pattern.compile(
          "/v1/checkouts|/v1/checkout(/[a-z-]{1,20})?|/v1/payments/\\{?:?provider}?/webhook"
              + "|/problems(/\\{?:?type}?)?|/openapi|/\\.well-known/jwks\\.json|/swagger.{0,3}");

  private ApiRoutes() {}

  static boolean isOne(String route) {
    return ONE.matcher(route).matches();
  }
}
