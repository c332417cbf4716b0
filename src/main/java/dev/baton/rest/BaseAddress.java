package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the caller finds this gateway, without a trailing slash: as configured, else as the request
 * says.
 */
record BaseAddress(String value) {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

  static BaseAddress of(Optional<String> configured, HttpServerRequest request) {
    return configured
        .map(address -> new BaseAddress(address.replaceAll("/+$", "")))
        .orElseGet(() -> asked(request));
  }

  private static BaseAddress asked(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || !HOST.matcher(authority.host()).matches()) {
      return new BaseAddress("");
    }
    String port = authority.port() < 0 ? "" : ":" + authority.port();
    return new BaseAddress(request.scheme() + "://" + authority.host() + port);
  }

  /** The address of a problem's page. */
  String problem(ProblemType type) {
    return value + "/problems/" + type.slug();
  }
}
