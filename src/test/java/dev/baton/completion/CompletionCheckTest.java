package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.Mapped;
import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck.Occasion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCheckTest {
  @ParameterizedTest
  @CsvSource({
    "baton.completion.lease,0s",
    "baton.completion.hold,-1s",
    "baton.completion.renewals,-1",
    "baton.completion.attempts,0",
    "baton.completion.auto-complete,-1s",
    "baton.reconciler.batch,1001",
    "baton.reconciler.interval,abc",
    "baton.reconciler.interval,0s",
    "baton.reconciler.concurrency,0",
    "baton.reconciler.longest-retry,1s",
    "baton.webhook.tolerance,-1s"
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
    assertEquals(List.of(), look(Map.of("baton.reconciler.interval", "0.3s")));
  }

  private static List<Finding> look(Map<String, String> settings) {
    return new CompletionCheck(
            Mapped.of(CompletionConfig.class, settings),
            Mapped.of(ReconcilerConfig.class, settings),
            Mapped.of(WebhookConfig.class, settings))
        .look(new Occasion(true, false));
  }
}
