package dev.baton.sandbox;

import dev.baton.provider.ProviderSettingException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sandbox's events, where addresses for them are configured. */
@Singleton
public class SandboxEvents {
  static final String NO_SECRET =
      "baton.sandbox.webhook.secret is missing, and baton.sandbox.webhook.urls set: set it to the"
          + " gateways' signing secret (baton.webhook.secrets), since events are signed with it";

  private final @Nullable WebhookSender sender;
  private final Instance<Sandbox> sandbox;

  SandboxEvents(
      WebhookSenderConfig config,
      SandboxConfig settings,
      InstantSource clock,
      Instance<Sandbox> sandbox) {
    this.sandbox = sandbox;
    List<URI> urls = config.urls().orElse(List.of());
    this.sender =
        urls.isEmpty()
            ? null
            : new WebhookSender(
                urls,
                config
                    .secret()
                    .filter(secret -> !secret.isBlank())
                    .orElseThrow(() -> new ProviderSettingException(NO_SECRET)),
                config.account().orElse(null),
                config.retry(),
                settings.slow(),
                clock);
  }

  void start(@Observes StartupEvent started) {
    if (sender != null) {
      sender.attend(sandbox.get().payments());
    }
  }

  /** Makes events misbehave, or lets them be themselves again. */
  public void set(@Nullable Mischief mischief) {
    if (sender != null) {
      sender.set(mischief);
    }
  }

  /** How many events have met what goes wrong at present. */
  public int met() {
    return sender == null ? 0 : sender.met();
  }

  /** Forgets what is still to be sent. */
  public void forget() {
    if (sender != null) {
      sender.forget();
    }
  }

  @PreDestroy
  void stop() {
    if (sender != null) {
      sender.close();
    }
  }
}
