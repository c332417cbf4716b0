package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentProvider;
import java.util.List;
import java.util.Optional;

/** A payment provider whose calls are timed. */
record TimedPayment(PaymentProvider provider, ProviderMetrics metrics) implements PaymentProvider {
  @Override
  public String name() {
    return provider.name();
  }

  @Override
  public List<PaymentOption> options(String currency, String country) {
    return metrics.timed(Port.PAYMENT, () -> provider.options(currency, country));
  }

  @Override
  public Created create(NewIntent intent) {
    return metrics.timed(Port.PAYMENT, () -> provider.create(intent));
  }

  @Override
  public Optional<PaymentIntent> fetch(String intent) {
    return metrics.timed(Port.PAYMENT, () -> provider.fetch(intent));
  }

  @Override
  public Optional<PaymentIntent> find(String attempt) {
    return metrics.timed(Port.PAYMENT, () -> provider.find(attempt));
  }

  @Override
  public PaymentIntent capture(String intent, String key) {
    return metrics.timed(Port.PAYMENT, () -> provider.capture(intent, key));
  }

  @Override
  public PaymentIntent cancel(String intent, String key) {
    return metrics.timed(Port.PAYMENT, () -> provider.cancel(intent, key));
  }

  @Override
  public PaymentIntent refund(String intent, String key) {
    return metrics.timed(Port.PAYMENT, () -> provider.refund(intent, key));
  }
}
