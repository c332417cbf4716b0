package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.local.Mapped;
import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck.Occasion;
import dev.baton.token.StorefrontConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssertionsCheckTest {
  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertEquals(
        List.of(
            "PROBLEM baton.assertions.login.storefronts has nope, and there is no such storefront:"
                + " correct it, or set baton.storefronts.\"nope\".*",
            "PROBLEM baton.assertions.login.keys names no JWKS file that can be read: set it to"
                + " one, or to the https:// address of a JWKS"),
        look("nope", "target/no-such-file"));
  }

  @Test
  void addressesOfKeysThatCannotBeAreProblems() {
    assertEquals(
        List.of(
            "PROBLEM baton.assertions.login.keys is an address without a host: set it to the"
                + " issuer's JWKS, https://host/path"),
        look("shop", "https:/login.example/jwks"));
    assertEquals(
        List.of(
            "PROBLEM baton.assertions.login.keys is no address: set it to the issuer's JWKS,"
                + " https://host/path"),
        look("shop", "https://login example/jwks"));
  }

  @Test
  void oneThatCanBeRightIsTold() {
    var told = List.of("OK login vouches for customers of shop");

    assertEquals(told, look("shop", "https://login.example/jwks"));
    assertEquals(told, look("shop", Identity.LOGIN.publicKeys().toString()));
  }

  private static List<String> look(String storefronts, String keys) {
    Map<String, String> settings = new HashMap<>();
    settings.put("baton.assertions.login.storefronts", storefronts);
    settings.put("baton.assertions.login.issuer", "https://login.example");
    settings.put("baton.assertions.login.audience", "baton");
    settings.put("baton.assertions.login.keys", keys);
    var known =
        Mapped.of(
            StorefrontConfig.class,
            Map.of(
                "baton.storefronts.\"shop\".origins", "https://shop.example",
                "baton.storefronts.\"shop\".currencies", "EUR",
                "baton.storefronts.\"shop\".countries", "DE"));
    List<Finding> findings =
        new AssertionsCheck(Mapped.of(Assertions.Settings.class, settings), known)
            .look(new Occasion(true, false));
    return findings.stream().map(finding -> finding.level() + " " + finding.says()).toList();
  }
}
