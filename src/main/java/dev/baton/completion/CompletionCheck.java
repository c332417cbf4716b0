package dev.baton.completion;

import dev.baton.observability.Finding;
import dev.baton.observability.SettingRules;
import dev.baton.observability.StartupCheck;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The times and counts of the anchors, of the reconciler and of the webhook. */
@ApplicationScoped
class CompletionCheck implements StartupCheck {
  private static final int MOST_OF_A_SWEEP = 1000;

  private final CompletionConfig completion;
  private final ReconcilerConfig reconciler;
  private final WebhookConfig webhook;

  CompletionCheck(CompletionConfig completion, ReconcilerConfig reconciler, WebhookConfig webhook) {
    this.completion = completion;
    this.reconciler = reconciler;
    this.webhook = webhook;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    return new SettingRules("completion")
        .positive("baton.completion.lease", completion.lease())
        .positive("baton.completion.hold", completion.hold())
        .least("baton.completion.renewals", completion.renewals(), 0)
        .positive("baton.completion.payment-entered", completion.paymentEntered())
        .notNegative("baton.completion.record-margin", completion.recordMargin())
        .positive("baton.completion.checkout-life", completion.checkoutLife())
        .least("baton.completion.attempts", completion.attempts(), 1)
        .positive("baton.completion.authentication", completion.authentication())
        .notNegative("baton.completion.auto-complete", completion.autoComplete())
        .positive("baton.completion.retry-after", completion.retryAfter())
        .require(
            isTime(reconciler.interval()),
            "baton.reconciler.interval is no time: set it to one such as 1s")
        .positive("baton.reconciler.sweep", reconciler.sweep())
        .between("baton.reconciler.batch", reconciler.batch(), 1, MOST_OF_A_SWEEP)
        .least("baton.reconciler.concurrency", reconciler.concurrency(), 1)
        .positive("baton.reconciler.retry", reconciler.retry())
        .notBelow(
            "baton.reconciler.longest-retry",
            reconciler.longestRetry(),
            "baton.reconciler.retry",
            reconciler.retry())
        .positive("baton.reconciler.poll", reconciler.poll())
        .notNegative("baton.webhook.tolerance", webhook.tolerance())
        .problems();
  }

  /** As the scheduler reads it. */
  private static boolean isTime(String text) {
    try {
      return DurationConverter.parseDuration(text.strip()).isPositive();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
