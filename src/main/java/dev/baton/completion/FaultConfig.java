package dev.baton.completion;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.OptionalInt;

/** Faults on purpose, for tests; ignored in production. */
@ConfigMapping(prefix = "baton.fault")
public interface FaultConfig {
  /** Halts the process, as SIGKILL would, at this point: {@code before-capture}. */
  Optional<String> haltAt();

  /** Asks at this port of the same machine at each point, and waits there for the answer. */
  OptionalInt askAt();

  /** A file with milliseconds by which this instance's clock is wrong; read anew each time. */
  Optional<String> clock();
}
