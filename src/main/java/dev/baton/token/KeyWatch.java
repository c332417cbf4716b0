package dev.baton.token;

import dev.baton.observability.Degradation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Shows operators how old the keys in use are, and when their files can't be used. */
@Singleton
@Startup
class KeyWatch implements Degradation {
  private final KeyReloader reloader;
  private final InstantSource clock;

  KeyWatch(KeyReloader reloader, InstantSource clock, MeterRegistry registry) {
    this.reloader = reloader;
    this.clock = clock;
    age(registry, KeyEntry.SIGNING);
    for (MasterKey.Use use : MasterKey.Use.values()) {
      age(registry, use.wire());
    }
    Gauge.builder("baton.keys.unusable", this, watch -> watch.degraded().size())
        .description("1 while the files of keys can't be used and the keys before them are")
        .register(registry);
  }

  private void age(MeterRegistry registry, String use) {
    Gauge.builder("baton.key.age", this, watch -> watch.age(use))
        .description("How long the active key is active; NaN when its file doesn't say")
        .baseUnit("seconds")
        .tag("use", use)
        .register(registry);
  }

  private double age(String use) {
    Keys keys = reloader.ring().current();
    String kid =
        MasterKey.Use.ofWire(use)
            .map(master -> keys.active(master).kid())
            .orElseGet(() -> keys.signer().kid());
    return keys.since(kid)
        .map(since -> (double) Duration.between(since, clock.instant()).toSeconds())
        .orElse(Double.NaN);
  }

  @Override
  public Map<String, String> degraded() {
    return reloader.unusable() == null
        ? Map.of()
        : Map.of("keys", "the files can't be used, the keys before them are; see the log");
  }
}
