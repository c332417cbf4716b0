package dev.baton.rest;

import dev.baton.local.LocalRedisResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The gateway with its providers behind the http adapters, and every call traced. */
public final class Traced implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = Settings.common();
    settings.put("quarkus.otel.sdk.disabled", "false");
    settings.put("quarkus.otel.traces.exporter", "none");
    settings.put("baton.tracing.ratio", "1");
    return settings;
  }

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(MovableClock.class);
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(LocalRedisResource.class),
        new TestResourceEntry(ServedSandbox.class));
  }
}
