package dev.baton.completion;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whose events the webhook believes. */
@ConfigMapping(prefix = "baton.webhook")
public interface WebhookConfig {
  /**
   * The signing secrets of this endpoint; two while one is replaced. Without any, none is right.
   */
  Optional<List<String>> secrets();

  /** How long ago, or ahead, an event may have been signed. */
  @WithDefault("PT5M")
  Duration tolerance();

  /** The account whose events these are; an event that names another one is refused. */
  Optional<String> account();
}
