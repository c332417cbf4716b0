package dev.baton.rest;

import dev.baton.checkout.Storefront;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/** Says whether a shopper may be sent back to an address. */
final class ReturnAddress {
  private ReturnAddress() {}

  /**
   * Whether it begins with one of the storefront's: same scheme, host and port, and a path at or
   * below theirs. One that a browser might read differently is refused.
   */
  static boolean allowed(Storefront storefront, String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      return false;
    }
    if (uri.getRawUserInfo() != null || uri.getHost() == null || !plain(uri.getRawPath())) {
      return false;
    }
    return storefront.returnAddresses().stream().anyMatch(allowed -> covers(allowed, uri));
  }

  private static boolean covers(URI allowed, URI uri) {
    String prefix = allowed.getRawPath().replaceAll("/+$", "");
    return Objects.equals(allowed.getScheme(), uri.getScheme())
        && allowed.getHost().equalsIgnoreCase(uri.getHost())
        && allowed.getPort() == uri.getPort()
        && (uri.getRawPath().equals(prefix) || uri.getRawPath().startsWith(prefix + "/"));
  }

  /** No dot segments, written out or escaped, and no backslash. */
  private static boolean plain(String path) {
    for (String segment : path.split("/", -1)) {
      String dots = segment.replaceAll("(?i)%2e", ".");
      if (dots.equals(".") || dots.equals("..")) {
        return false;
      }
    }
    return !path.contains("\\") && !path.toLowerCase(java.util.Locale.ROOT).contains("%5c");
  }
}
