package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.HoldPolicy;
import dev.baton.observability.Finding;
import dev.baton.observability.Finding.Level;
import dev.baton.observability.StartupCheck.Occasion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorefrontsCheckTest {
  private static final Occasion PRODUCTION = new Occasion(true, false);

  @ParameterizedTest
  @ValueSource(strings = {"*", "null", "https://*.shop.example"})
  void everybodysOriginIsAProblemEverywhere(String origin) {
    for (var production : List.of(true, false)) {
      var findings =
          look(new Entry(Set.of(origin), Set.of("EUR")), new Occasion(production, false));

      assertEquals(List.of(Level.PROBLEM), findings.stream().map(Finding::level).toList());
      assertTrue(findings.getFirst().says().contains("baton.storefronts.\"shop\".origins"));
    }
  }

  @ParameterizedTest
  @CsvSource({"http://shop.example,in the clear", "http://localhost:3000,own machine"})
  void plainHttpIsAWarningInProduction(String origin, String says) {
    var findings = look(new Entry(Set.of(origin), Set.of("EUR")), PRODUCTION);

    assertEquals(Level.WARNING, findings.getFirst().level());
    assertTrue(findings.getFirst().says().contains(says));
  }

  @Test
  void aSettingThatCannotBeIsAProblem() {
    var findings = look(new Entry(Set.of("https://shop.example"), Set.of("EURO")), PRODUCTION);

    assertEquals(Level.PROBLEM, findings.getFirst().level());
    assertTrue(findings.getFirst().says().contains("EURO"));
  }

  @Test
  void whatIsInOrderIsFine() {
    var findings = look(new Entry(Set.of("https://shop.example"), Set.of("EUR")), PRODUCTION);

    assertEquals(List.of(Level.OK), findings.stream().map(Finding::level).toList());
  }

  private static List<Finding> look(StorefrontConfig.Entry entry, Occasion occasion) {
    return new StorefrontsCheck(() -> Map.of("shop", entry)).look(occasion);
  }

  private record Entry(Set<String> origins, Set<String> currencies)
      implements StorefrontConfig.Entry {
    @Override
    public Set<String> countries() {
      return Set.of("DE");
    }

    @Override
    public Optional<Set<String>> returnAddresses() {
      return Optional.empty();
    }

    @Override
    public Optional<Set<String>> taxExcludedIn() {
      return Optional.empty();
    }

    @Override
    public Optional<Set<String>> attributes() {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> notBefore() {
      return Optional.empty();
    }

    @Override
    public HoldPolicy holdPolicy() {
      return HoldPolicy.AT_PAYMENT;
    }
  }
}
