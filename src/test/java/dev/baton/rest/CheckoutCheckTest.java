package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.completion.CompletionConfig;
import dev.baton.local.Mapped;
import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck.Occasion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutCheckTest {
  @Test
  void aCheckoutMayNotOutliveItsLostRecord() {
    assertEquals(
        List.of(
            "baton.completion.checkout-life is 7d, and baton.checkout.lasting 9d: set the former to"
                + " no less than the latter"),
        look(Map.of("baton.checkout.lasting", "9d")).stream().map(Finding::says).toList());
    assertEquals(
        List.of(),
        look(Map.of("baton.checkout.lasting", "9d", "baton.completion.checkout-life", "9d")));
  }

  @ParameterizedTest
  @CsvSource({
    "baton.checkout.lasting,0s",
    "baton.checkout.lines,101",
    "baton.checkout.lines,0",
    "baton.checkout.units-per-line,0",
    "baton.checkout.codes,-1",
    "baton.checkout.attributes-per-line,-1",
    "baton.checkout.units-held,0",
    "baton.overload.steps,0",
    "baton.overload.anchors,-5",
    "baton.overload.retry-after,0s"
  })
  void whatCannotBeIsAProblemThatNamesTheSetting(String setting, String value) {
    var findings = look(Map.of(setting, value));

    assertEquals(1, findings.size(), findings::toString);
    assertEquals(Finding.Level.PROBLEM, findings.getFirst().level());
    assertTrue(findings.getFirst().says().startsWith(setting + " is "), findings::toString);
  }

  @Test
  void theDefaultsAreFine() {
    assertEquals(List.of(), look(Map.of()));
  }

  private static List<Finding> look(Map<String, String> settings) {
    return new CheckoutCheck(
            Mapped.of(CheckoutConfig.class, settings),
            Mapped.of(CompletionConfig.class, settings),
            Mapped.of(OverloadConfig.class, settings))
        .look(new Occasion(true, false));
  }
}
