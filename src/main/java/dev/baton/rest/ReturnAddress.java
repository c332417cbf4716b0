package dev.baton.rest;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import dev.baton.checkout.Storefront;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;
import java.util.regex.Pattern;

/** Says whether a shopper may be sent back to an address. */
final class ReturnAddress {
  private static final Pattern ESCAPING = Pattern.compile("\\\\|%(?:2f|5c|25)", CASE_INSENSITIVE);

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

  /**
   * No dot segments, written out, escaped or with a parameter, which some servers cut off, and
   * nothing that becomes a slash, a backslash or an escape when it is decoded.
   */
  private static boolean plain(String path) {
    for (String segment : path.split("/", -1)) {
      String dots = segment.replaceAll("(?i)%2e", ".");
      if (dots.equals(".") || dots.startsWith(".;") || dots.startsWith("..")) {
        return false;
      }
    }
    return !ESCAPING.matcher(path).find();
  }
}
