package dev.baton.observability;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Says whether Redis answers. */
@ApplicationScoped
public class RedisDegradation implements Degradation {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final ReactiveRedisDataSource redis;

  public RedisDegradation(ReactiveRedisDataSource redis) {
    this.redis = redis;
  }

  @Override
  public Map<String, String> degraded() {
    try {
      redis.execute("PING").await().atMost(PATIENCE);
      return Map.of();
    } catch (RuntimeException e) {
      return Map.of("redis", "down");
    }
  }
}
