package dev.baton.completion;

import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether the payment provider's events can be believed. */
@ApplicationScoped
class WebhookCheck implements StartupCheck {
  private static final String ABOUT = "webhook";

  /** Stripe's have 38 and more; what a person makes up has less. */
  private static final int SHORT = 20;

  private final WebhookConfig config;

  WebhookCheck(WebhookConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    return occasion.thorough() ? List.of(finding(config.secrets().orElse(List.of()))) : List.of();
  }

  static Finding finding(List<String> secrets) {
    if (secrets.isEmpty()) {
      return Finding.warning(
          ABOUT,
          "baton.webhook.secrets is missing, so every event of the payment provider is refused, and"
              + " payments are only asked about now and then: set it to the endpoint's signing"
              + " secret");
    }
    if (secrets.stream().anyMatch(secret -> secret.length() < SHORT)) {
      return Finding.warning(
          ABOUT,
          "baton.webhook.secrets has one of less than "
              + SHORT
              + " characters, which can be guessed: make a longer one");
    }
    return Finding.ok(ABOUT, "events are believed by " + secrets.size() + " signing secret(s)");
  }
}
