package dev.baton.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whom the sandbox tells what becomes of its payments. */
@ConfigMapping(prefix = "baton.sandbox.webhook")
public interface WebhookSenderConfig {
  /** Where events are posted to: every gateway's, or the load balancer's; nowhere unless set. */
  Optional<List<URI>> urls();

  /** What events are signed with; needed where there are addresses. */
  Optional<String> secret();

  /** The account that events name. */
  Optional<String> account();

  /** When an event that wasn't acknowledged is sent again at first; twice as late each time. */
  @WithDefault("PT1S")
  Duration retry();
}
