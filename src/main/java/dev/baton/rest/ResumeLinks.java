package dev.baton.rest;

import dev.baton.checkout.Storefront;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** Where resume links lead; an address that can't be right stops the start. */
@Startup
@Singleton
public class ResumeLinks {
  private final Map<String, String> addresses;

  public ResumeLinks(ResumeConfig config) {
    addresses = Map.copyOf(config.addresses());
    addresses.forEach((storefront, address) -> {
      if (!isPage(address)) {
        throw new IllegalStateException(unusable(storefront));
      }
    });
  }

  /** The link with its secret in the fragment, which no browser sends to any server. */
  String link(Storefront storefront, BaseAddress base, String token) {
    return addresses.getOrDefault(storefront.id(), base.value() + "/") + "#" + token;
  }

  static String unusable(String storefront) {
    return "baton.resume.addresses.\""
        + storefront
        + "\" is no web address without a fragment: set it to the storefront's page that opens resume"
        + " links, such as https://shop.example/resume";
  }

  static boolean isPage(String address) {
    try {
      URI uri = new URI(address);
      return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
