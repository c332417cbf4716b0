package dev.baton.rest;

import dev.baton.completion.CompletionConfig;
import dev.baton.observability.Finding;
import dev.baton.observability.SettingRules;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The bounds of a checkout, and of what an instance takes on. */
@ApplicationScoped
class CheckoutCheck implements StartupCheck {
  private static final int MOST_LINES = 100;

  private final CheckoutConfig checkout;
  private final CompletionConfig completion;
  private final OverloadConfig overload;

  CheckoutCheck(CheckoutConfig checkout, CompletionConfig completion, OverloadConfig overload) {
    this.checkout = checkout;
    this.completion = completion;
    this.overload = overload;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    return new SettingRules("checkout")
        .positive("baton.checkout.lasting", checkout.lasting())
        // A record that was lost and made again would end before its checkout does.
        .notBelow(
            "baton.completion.checkout-life",
            completion.checkoutLife(),
            "baton.checkout.lasting",
            checkout.lasting())
        .between("baton.checkout.lines", checkout.lines(), 1, MOST_LINES)
        .least("baton.checkout.units-per-line", checkout.unitsPerLine(), 1)
        .least("baton.checkout.codes", checkout.codes(), 0)
        .least("baton.checkout.attributes-per-line", checkout.attributesPerLine(), 0)
        .least("baton.checkout.units-held", checkout.unitsHeld(), 1)
        .least("baton.overload.steps", overload.steps(), 1)
        .least("baton.overload.anchors", overload.anchors(), 1)
        .positive("baton.overload.retry-after", overload.retryAfter())
        .problems();
  }
}
