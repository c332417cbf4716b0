package dev.baton.sandbox;

import dev.baton.observability.Finding;
import dev.baton.observability.SettingRules;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether the sandbox's events can be signed, where it is to send any. */
@ApplicationScoped
class WebhookSenderCheck implements StartupCheck {
  private final WebhookSenderConfig config;

  WebhookSenderCheck(WebhookSenderConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    boolean sends = !config.urls().orElse(List.of()).isEmpty();
    return new SettingRules("sandbox")
        .require(
            !sends || config.secret().filter(secret -> !secret.isBlank()).isPresent(),
            SandboxEvents.NO_SECRET)
        .positive("baton.sandbox.webhook.retry", config.retry())
        .problems();
  }
}
