package dev.baton.observability;

import dev.baton.checkout.ProblemType;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;

/** Counts and times the calls of the API; every label comes from configuration or an enum. */
@ApplicationScoped
public class StepMetrics {
  private static final Duration[] LATENCIES = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  /** 7.5 KiB is the budget of 50 lines, 16 KiB the limit. */
  private static final double[] SIZES = {1024, 2048, 4096, 7680, 12288, 16384};

  private final MeterRegistry registry;
  private final DistributionSummary tokenSize;

  public StepMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.tokenSize =
        DistributionSummary.builder("baton.token.size")
            .description("Size of the tokens given out")
            .baseUnit("bytes")
            .serviceLevelObjectives(SIZES)
            .register(registry);
  }

  /**
   * One call.
   *
   * @param outcome done, in-progress, refused or fault
   */
  public void step(String step, String storefront, String outcome, Duration took) {
    Timer.builder("baton.step")
        .description("Calls by step, storefront and outcome")
        .tags("step", step, "storefront", storefront, "outcome", outcome)
        .serviceLevelObjectives(LATENCIES)
        .register(registry)
        .record(took);
  }

  /**
   * Stages that a checkout has been brought to. A call that is repeated with the same token counts
   * again, and so does a fork: there is no server that would know. Only {@link Stage#RECORDED} is
   * recorded, once.
   */
  public void reached(Set<Stage> stages, String storefront) {
    for (Stage stage : stages) {
      registry.counter("baton.funnel", "stage", stage.wire(), "storefront", storefront).increment();
    }
  }

  /** One problem document. */
  public void refusal(ProblemType type) {
    registry.counter("baton.refusals", "type", type.slug()).increment();
    if (type.status() == 401) {
      registry.counter("baton.token.refusals", "reason", type.slug()).increment();
    }
  }

  /** One token given out, in bytes. */
  public void tokenSize(int bytes) {
    tokenSize.record(bytes);
  }
}
