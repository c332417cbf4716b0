package dev.baton.completion;

import dev.baton.checkout.Contents;
import dev.baton.payment.PaymentProvider;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a shopper can pay with. */
@ApplicationScoped
public class PaymentChoices {
  private final PaymentProvider provider;

  public PaymentChoices(PaymentProvider provider) {
    this.provider = provider;
  }

  /**
   * A way to pay.
   *
   * @param method what pay takes, or null when the client gets one from the provider itself
   */
  public record Choice(String type, String label, @Nullable String method) {}

  /**
   * Every way to pay for these contents, as the payment provider lists them.
   *
   * @throws dev.baton.checkout.ProviderException when it can't be asked
   */
  public List<Choice> of(Contents contents) {
    return provider.options(contents.currency(), contents.effectiveCountry()).stream()
        .map(option -> new Choice(option.type(), option.label(), option.id()))
        .toList();
  }
}
