package dev.baton.completion;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Faults on purpose, for tests; ignored in production. */
@ConfigMapping(prefix = "baton.fault")
public interface FaultConfig {
  /** Halts the process, as SIGKILL would, at this point: {@code before-capture}. */
  Optional<String> haltAt();
}
