package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.completion.subscriber.EventsConfig;
import dev.baton.local.Mapped;
import dev.baton.observability.Finding;
import dev.baton.observability.Finding.Level;
import dev.baton.observability.StartupCheck.Occasion;
import dev.baton.token.StorefrontConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubscribersCheckTest {
  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

  @Test
  void everythingThatIsWrongIsToldAtOnceAndNoSecret() {
    var findings =
        look(
            true,
            Map.of(
                "baton.events.\"books\".url", "http://books.example",
                "baton.events.\"books\".secret", "guessed",
                "baton.events.\"mail\".url", "https://mail.example",
                "baton.events.\"mail\".secret", SECRET,
                "baton.events.\"mail\".storefronts", "shop,nowhere",
                "baton.events.\"search\".url", "https://search.example/baton",
                "baton.events.\"search\".secret", SECRET));

    assertEquals(
        List.of(
            "PROBLEM baton.events.\"books\".url has no TLS, which production refuses: use https://,"
                + " or set .allow-http=true",
            "PROBLEM baton.events.\"books\".secret has one that is none: a secret is whsec_ and the"
                + " base64 of 24 to 64 bytes",
            "PROBLEM baton.events.\"mail\".storefronts: there is no storefront nowhere",
            "OK search is told"),
        findings.stream().map(finding -> finding.level() + " " + finding.says()).toList());
    assertFalse(findings.toString().contains("guessed"));
  }

  @Test
  void onlyProductionMindsPlainHttp() {
    var settings =
        Map.of(
            "baton.events.\"books\".url",
            "http://127.0.0.1:8088/events",
            "baton.events.\"books\".secret",
            SECRET);

    assertEquals(Level.PROBLEM, look(true, settings).getFirst().level());
    assertEquals(Level.OK, look(false, settings).getFirst().level());
    assertEquals(List.of(), look(true, Map.of()));
  }

  private static List<Finding> look(boolean production, Map<String, String> settings) {
    var storefronts =
        Mapped.of(
            StorefrontConfig.class,
            Map.of(
                "baton.storefronts.\"shop\".origins", "https://shop.example",
                "baton.storefronts.\"shop\".currencies", "EUR",
                "baton.storefronts.\"shop\".countries", "DE"));
    return new SubscribersCheck(Mapped.of(EventsConfig.class, settings), storefronts)
        .look(new Occasion(production, false));
  }
}
