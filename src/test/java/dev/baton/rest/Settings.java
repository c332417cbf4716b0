package dev.baton.rest;

import java.util.Map;

/** What both ways of running the flows have in common. */
final class Settings {
  /** A storefront whose tokens are withdrawn as they are given out. */
  static final String WITHDRAWN = "withdrawn";

  static final Map<String, String> COMMON =
      Map.of(
          "baton.storefronts.\"withdrawn\".origins", "https://withdrawn.example",
          "baton.storefronts.\"withdrawn\".currencies", "EUR",
          "baton.storefronts.\"withdrawn\".countries", "DE",
          "baton.storefronts.\"withdrawn\".not-before", "2999-01-01T00:00:00Z",
          "baton.provider.timeout", "2s");

  private Settings() {}
}
