package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.HoldPolicy;
import dev.baton.checkout.Storefront;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResumeLinksTest {
  private static ResumeLinks links(Map<String, String> addresses) {
    return new ResumeLinks(
        new ResumeConfig() {
          @Override
          public Duration life() {
            return Duration.ofHours(1);
          }

          @Override
          public Duration lapsed() {
            return Duration.ofDays(30);
          }

          @Override
          public Map<String, String> addresses() {
            return addresses;
          }
        });
  }

  private static String link(String storefront) {
    return links(Map.of("demo", "https://shop.example/resume?lang=de"))
        .link(
            new Storefront(
                storefront,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                HoldPolicy.AT_PAYMENT),
            new BaseAddress("https://gateway.example"),
            "a.b.c");
  }

  @Test
  void theSecretStandsInTheFragmentOfTheStorefrontsPage() {
    assertEquals("https://shop.example/resume?lang=de#a.b.c", link("demo"));
    assertEquals("https://gateway.example/#a.b.c", link("outlet"));
  }

  @Test
  void anAddressThatNoLinkCanHaveStopsTheStart() {
    for (String address :
        new String[] {"https://shop.example/#page", "shop.example", "ftp://shop.example/", "x y"}) {
      assertThrows(IllegalStateException.class, () -> links(Map.of("demo", address)), address);
    }
  }
}
