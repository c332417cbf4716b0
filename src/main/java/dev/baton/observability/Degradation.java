package dev.baton.observability;

import java.util.Map;

/**
 * Something that may be down while the gateway goes on without it, shown by the readiness check.
 */
@FunctionalInterface
public interface Degradation {
  /**
   * What is degraded, by name, each with a word on how; empty when nothing is. Never blocks long.
   */
  Map<String, String> degraded();
}
