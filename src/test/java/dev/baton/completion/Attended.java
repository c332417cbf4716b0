package dev.baton.completion;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A gateway whose reconciler is at work, and impatient. */
public class Attended implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "baton.reconciler.enabled", "true",
        "baton.reconciler.interval", "0.2s",
        "baton.reconciler.sweep", "1s",
        "baton.reconciler.retry", "500ms",
        "baton.reconciler.poll", "500ms",
        "baton.completion.lease", "3s",
        "baton.completion.auto-complete", "1s",
        "baton.completion.authentication", "6s");
  }
}
