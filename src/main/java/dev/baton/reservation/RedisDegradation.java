package dev.baton.reservation;

import dev.baton.observability.Degradation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;

/** Says whether Redis answers: all of it, some nodes of a cluster, or nothing. */
@ApplicationScoped
class RedisDegradation implements Degradation {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final RedisNodes nodes;

  RedisDegradation(RedisNodes nodes) {
    this.nodes = nodes;
  }

  @Override
  public Map<String, String> degraded() {
    return switch (nodes.presence(System.nanoTime() + PATIENCE.toNanos())) {
      case ALL -> Map.of();
      case SOME -> Map.of("redis", "partly down");
      case NONE -> Map.of("redis", "down");
    };
  }
}
