package dev.baton.completion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this instance looks for what others, or shoppers, have left behind. */
@ConfigMapping(prefix = "baton.reconciler")
public interface ReconcilerConfig {
  /** Whether this instance takes part. At least one has to. */
  @WithDefault("true")
  boolean enabled();

  /** How often it looks at the agenda. */
  @WithDefault("1s")
  String interval();

  /** How often one of all instances asks the order backend for unsettled orders. */
  @WithDefault("PT15S")
  Duration sweep();

  /** Most unsettled orders of one answer, 1 to 1000. */
  @WithDefault("500")
  int batch();

  /** Checkouts that are worked on at once. */
  @WithDefault("16")
  int concurrency();

  /** When what could not be finished is tried again at first; twice as late each time. */
  @WithDefault("PT2S")
  Duration retry();

  /** When it is tried again at the latest. */
  @WithDefault("PT5M")
  Duration longestRetry();

  /** How often a payment that waits for its shopper, or the provider, is looked at. */
  @WithDefault("PT20S")
  Duration poll();
}
