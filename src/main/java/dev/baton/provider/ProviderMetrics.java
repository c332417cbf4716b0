package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Times, and logs where it went wrong, what is asked of providers, whatever their adapter, by port
 * and outcome: {@code ok} also when the answer is no, else the kind of fault. One call may be
 * several attempts.
 */
final class ProviderMetrics {
  private static final Logger LOG = Logger.getLogger(ProviderMetrics.class);
  private static final String OK = "ok";

  private static final Duration[] LATENCIES = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;

  ProviderMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Makes a call of one port and times it. */
  <T> T timed(Port port, Supplier<T> call) {
    long began = System.nanoTime();
    String outcome = "fault";
    try {
      T answer = call.get();
      outcome = OK;
      return answer;
    } catch (ProviderException e) {
      log(e);
      outcome = outcome(e.kind());
      throw e;
    } finally {
      record(port, outcome, began);
    }
  }

  /** One quote that was answered. */
  void quoted(Port port, long began) {
    record(port, OK, began);
  }

  /** One quote that was not. */
  void down(ProviderException fault, long began) {
    log(fault);
    record(fault.port(), outcome(fault.kind()), began);
  }

  /**
   * Whoever runs the provider has to know, also where the checkout makes do without: what breaks
   * the contract is mended by nobody else, while the rest may pass.
   */
  private static void log(ProviderException fault) {
    LOG.log(
        fault.kind() == ProviderException.Kind.CONTRACT ? Logger.Level.WARN : Logger.Level.DEBUG,
        fault.getMessage());
  }

  private void record(Port port, String outcome, long began) {
    Timer.builder("baton.provider")
        .description("Calls of providers by port and outcome")
        .tags("port", port.wire(), "outcome", outcome)
        .serviceLevelObjectives(LATENCIES)
        .register(registry)
        .record(Duration.ofNanos(System.nanoTime() - began));
  }

  private static String outcome(ProviderException.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
