package dev.baton.rest;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The methods of each path, for {@code Allow} and for preflights; the framework knows them, but
 * doesn't tell.
 */
final class ApiPaths {
  /** By path; a test compares it with the published description. */
  static final Map<String, List<String>> METHODS =
      Map.ofEntries(
          Map.entry("/v1/checkouts", List.of("POST")),
          Map.entry("/v1/checkout", List.of("GET", "HEAD")),
          Map.entry("/v1/checkout/actions", List.of("POST")),
          Map.entry("/v1/checkout/shipping-options", List.of("GET", "HEAD")),
          Map.entry("/v1/checkout/payment-options", List.of("GET", "HEAD")),
          Map.entry("/v1/checkout/refresh", List.of("POST")),
          Map.entry("/v1/checkout/merge", List.of("POST")),
          Map.entry("/v1/checkout/resume-link", List.of("POST")),
          Map.entry("/v1/checkout/reservation", List.of("DELETE", "POST")),
          Map.entry("/v1/checkout/payment", List.of("POST")),
          Map.entry("/v1/checkout/completion", List.of("POST")),
          Map.entry("/v1/checkout/cancellation", List.of("POST")),
          Map.entry("/v1/payments/{provider}/webhook", List.of("POST")));

  private static final Pattern WEBHOOK = Pattern.compile("/v1/payments/[^/]+/webhook");

  private static final List<String> DOCUMENTS =
      List.of("/.well-known", "/problems", "/openapi", "/swagger");

  private ApiPaths() {}

  /** What is there besides the API: documents, all of them only read. */
  static boolean document(String path) {
    return DOCUMENTS.stream().anyMatch(known -> path.equals(known) || path.startsWith(known + "/"));
  }

  static List<String> methods(String path) {
    return METHODS.getOrDefault(template(path), List.of("GET", "HEAD"));
  }

  /** Whether it is one of the API's addresses. */
  static boolean known(String path) {
    return METHODS.containsKey(template(path));
  }

  /** Whether payment providers post their events there. */
  static boolean webhook(String path) {
    return path.startsWith("/v1/payments/") && WEBHOOK.matcher(path).matches();
  }

  private static String template(String path) {
    return webhook(path) ? "/v1/payments/{provider}/webhook" : path;
  }
}
