package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the caller finds this gateway, without a trailing slash: as configured, else as the request
 * says.
 */
record BaseAddress(String value) {
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

  private static final int LAST_PORT = 65535;

  static BaseAddress of(Optional<String> configured, HttpServerRequest request) {
    return configured(configured).orElseGet(() -> asked(request));
  }

  /** For what caches keep and give to others, which mustn't depend on what one caller says. */
  static BaseAddress shared(Optional<String> configured) {
    return configured(configured).orElseGet(() -> new BaseAddress(""));
  }

  /** Whether addresses can be made of what is configured. */
  static boolean canBe(String configured) {
    try {
      URI uri = new URI(configured);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<BaseAddress> configured(Optional<String> configured) {
    return configured.map(address -> new BaseAddress(address.replaceAll("/+$", "")));
  }

  private static BaseAddress asked(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (!plain(authority)) {
      return new BaseAddress("");
    }
    String port = authority.port() < 0 ? "" : ":" + authority.port();
    return new BaseAddress(request.scheme() + "://" + authority.host() + port);
  }

  /**
   * Whether a request names one host, and one that addresses can be made of; none at all is fine in
   * HTTP/1.0.
   */
  static boolean asksPlainly(HttpServerRequest request) {
    List<String> hosts = request.headers().getAll("Host");
    HostAndPort authority = request.authority();
    return hosts.size() <= 1 && (plain(authority) || (authority == null && hosts.isEmpty()));
  }

  private static boolean plain(@Nullable HostAndPort authority) {
    return authority != null
        && HOST.matcher(authority.host()).matches()
        && authority.port() <= LAST_PORT;
  }

  /** The address of a problem's page. */
  String problem(ProblemType type) {
    return value + "/problems/" + type.slug();
  }
}
