package dev.baton.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.observability.Finding.Level;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"prod", "dev", "test", "sandbox", "prod,staging", "eu,prod"})
  void oneThatIsKnownIsNotWorthAWord(String profiles) {
    assertEquals(List.of(), ProfileCheck.findings(List.of(profiles.split(","))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "staging", "Prod"})
  void oneThatIsNotIsStrictAboutNothingAndSaysSo(String profile) {
    var finding = ProfileCheck.findings(List.of(profile)).getFirst();

    assertEquals(Level.WARNING, finding.level());
    assertTrue(finding.says().contains("QUARKUS_PROFILE to prod," + profile), finding::says);
  }

  @Test
  void noneAtAllIsNotKnownEither() {
    assertEquals(Level.WARNING, ProfileCheck.findings(List.of()).getFirst().level());
  }
}
