package dev.baton.reservation;

import dev.baton.observability.Degradation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Looks again and again whether Redis keeps what it is given: it may have been down at the start,
 * be configured anew, or have failed over to a node that is configured otherwise.
 */
@ApplicationScoped
class EvictionWatch implements Degradation {
  private static final Logger LOG = Logger.getLogger(EvictionWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RedisNodes nodes;
  private final InstantSource clock;
  private volatile List<String> evicting = List.of();

  EvictionWatch(RedisNodes nodes, InstantSource clock, MeterRegistry registry) {
    this.nodes = nodes;
    this.clock = clock;
    Gauge.builder("baton.redis.evicting", this, watch -> watch.evicting.size())
        .description("Nodes of Redis that throw keys away when their memory is full; must be 0")
        .register(registry);
  }

  @Scheduled(
      identity = "watch-redis",
      every = "15s",
      delayed = "5s",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    if (ConfigUtils.isProfileActive("prod")) {
      lookNow();
    }
  }

  void lookNow() {
    List<String> found;
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      found =
          nodes.askEach(deadline, line -> NodeReport.of(line, clock, deadline)).entrySet().stream()
              .filter(node -> node.getValue().evicts())
              .map(node -> RedisCheck.evicting(node.getKey(), node.getValue()))
              .toList();
    } catch (RedisUnavailableException e) {
      return; // which RedisDegradation shows
    }
    if (!found.equals(evicting)) {
      evicting = found;
      found.forEach(LOG::error);
    }
  }

  @Override
  public Map<String, String> degraded() {
    return evicting.isEmpty() ? Map.of() : Map.of("redis-eviction", String.join("; ", evicting));
  }
}
