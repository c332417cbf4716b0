package dev.baton.rest;

import dev.baton.local.LocalRedisResource;
import java.util.List;

/**
 * The gateway with its providers behind the http adapters: a sandbox that another process serves.
 */
public class OverHttp extends GatewayProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        new TestResourceEntry(LocalRedisResource.class),
        new TestResourceEntry(ServedSandbox.class));
  }
}
