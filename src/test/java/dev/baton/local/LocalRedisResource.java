package dev.baton.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a {@code @QuarkusTest} a Redis of its own, with {@code @WithTestResource}; a field of type
 * {@link LocalRedis} in the test is set to it.
 */
public final class LocalRedisResource implements QuarkusTestResourceLifecycleManager {
  private @Nullable LocalRedis redis;

  @Override
  public Map<String, String> start() {
    var started = LocalRedis.launch();
    redis = started;
    return Map.of("quarkus.redis.hosts", started.url());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        redis, field -> field.getType().getName().equals(LocalRedis.class.getName()));
  }

  @Override
  public void stop() {
    if (redis != null) {
      redis.close();
    }
  }
}
