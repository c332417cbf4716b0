package dev.baton.observability;

import io.quarkus.arc.All;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Always ready, and says what is degraded: an instance without Redis still takes every stateless
 * step, and taking it out of service would lose those too.
 */
@Readiness
public class ReadyThoughDegraded implements HealthCheck {
  private final List<Degradation> degradations;

  public ReadyThoughDegraded(@All List<Degradation> degradations) {
    this.degradations = degradations;
  }

  @Override
  public HealthCheckResponse call() {
    Map<String, String> degraded = new TreeMap<>();
    degradations.forEach(degradation -> degraded.putAll(degradation.degraded()));
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("baton").withData("degraded", !degraded.isEmpty());
    degraded.forEach(answer::withData);
    return answer.up().build();
  }
}
