package dev.baton.rest;

import dev.baton.local.LocalRedisResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/**
 * What was packaged, as a process of its own: the native executable if that was built, else the
 * jar. It has its sandbox in process, the machine's clock, and nothing of the tests.
 */
public final class Packaged implements QuarkusTestProfile {
  /** Once: with each time its ports are others. */
  private static final Map<String, String> SETTINGS = Settings.common();

  /** It would be production otherwise. */
  @Override
  public String getConfigProfile() {
    return "test";
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return SETTINGS;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(LocalRedisResource.class));
  }
}
