package dev.baton.rest;

import dev.baton.local.Ports;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What both ways of running the flows have in common. */
final class Settings {
  /** A storefront whose tokens are withdrawn as they are given out. */
  static final String WITHDRAWN = "withdrawn";

  private Settings() {}

  /** Ports that are known beforehand, so that the sandbox's pages can be linked to. */
  static Map<String, String> common() {
    int[] ports = Ports.freePair();
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarkus.http.test-port", Integer.toString(ports[0]));
    settings.put("quarkus.management.test-port", Integer.toString(ports[1]));
    settings.put("baton.sandbox.url", "http://127.0.0.1:" + ports[0]);
    settings.put("baton.provider.timeout", "2s");
    settings.put("baton.sandbox.slow", "1s");
    settings.putAll(Identity.settings());
    settings.put("baton.storefronts.\"withdrawn\".origins", "https://withdrawn.example");
    settings.put("baton.storefronts.\"withdrawn\".currencies", "EUR");
    settings.put("baton.storefronts.\"withdrawn\".countries", "DE");
    settings.put("baton.storefronts.\"withdrawn\".not-before", "2999-01-01T00:00:00Z");
    for (String policy : List.of("at-shipping", "explicit", "scarce-first")) {
      String storefront = "baton.storefronts.\"" + policy + "\".";
      settings.put(storefront + "origins", "https://" + policy + ".example");
      settings.put(storefront + "return-addresses", "https://shop.example");
      settings.put(storefront + "currencies", "EUR");
      settings.put(storefront + "countries", "DE");
      settings.put(storefront + "hold-policy", policy);
    }
    settings.put("baton.webhook.secrets", "whsec_" + UUID.randomUUID());
    settings.put("baton.webhook.account", "acct_ours");
    return settings;
  }
}
