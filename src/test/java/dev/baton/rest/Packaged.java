package dev.baton.rest;

import dev.baton.local.LocalRedisResource;
import dev.baton.local.Ports;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was packaged, as a process of its own: the native executable if that was built, else the
 * jar. It has its sandbox in process, the machine's clock, and nothing of the tests.
 */
public final class Packaged implements QuarkusTestProfile {
  /** These settings are the process's, not the tests'. */
  static final int MANAGEMENT_PORT = Ports.freePair()[1];

  /** It would be production otherwise. */
  @Override
  public String getConfigProfile() {
    return "test";
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    var settings = new TreeMap<>(Settings.common());
    // The process knows its port, and links to its sandbox' pages with it.
    settings.remove("baton.sandbox.url");
    settings.put("quarkus.management.port", Integer.toString(MANAGEMENT_PORT));
    return settings;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(LocalRedisResource.class));
  }
}
