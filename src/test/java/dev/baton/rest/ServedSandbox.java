package dev.baton.rest;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Another process that serves its sandbox, and the settings that point every port at it. */
public final class ServedSandbox implements QuarkusTestResourceLifecycleManager {
  private @Nullable LocalRedis redis;
  private @Nullable GatewayProcess process;

  @Override
  public Map<String, String> start() {
    redis = LocalRedis.launch();
    process = GatewayProcess.builder().redis(redis).property("baton.sandbox.serve", "true").start();
    return Map.of(
        "baton.provider.type", "http", "baton.provider.url", process.uri() + "/sandbox/providers");
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        process, field -> field.getType().getName().equals(GatewayProcess.class.getName()));
  }

  @Override
  public void stop() {
    if (process != null) {
      process.close();
    }
    if (redis != null) {
      redis.close();
    }
  }
}
