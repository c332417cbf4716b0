package dev.baton.observability;

import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one place that reads the machine's clock; everything else has it injected. */
@ApplicationScoped
public class ClockProducer {
  /** The machine's clock. */
  public InstantSource clock() {
    Clock clock = Clock.systemUTC();
    return clock::instant;
  }

  /** The same; wrong on purpose where a test, never production, says by how much. */
  @Produces
  @ApplicationScoped
  InstantSource clock(@ConfigProperty(name = "baton.fault.clock") Optional<String> fault) {
    InstantSource clock = clock();
    if (fault.isEmpty() || ConfigUtils.isProfileActive("prod")) {
      return clock;
    }
    Path file = Path.of(fault.get());
    return () -> clock.instant().plusMillis(wrongBy(file));
  }

  private static long wrongBy(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException | NumberFormatException e) {
      // It isn't there yet, or is just being written.
      return 0;
    }
  }
}
