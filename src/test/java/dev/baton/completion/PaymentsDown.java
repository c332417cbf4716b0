package dev.baton.completion;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentProvider;
import java.util.List;
import java.util.Optional;

/** A payment provider to which nothing gets through. */
final class PaymentsDown implements PaymentProvider {
  private static ProviderException down() {
    return new ProviderException(Port.PAYMENT, ProviderException.Kind.NOT_SENT);
  }

  @Override
  public String name() {
    return "down";
  }

  @Override
  public List<PaymentOption> options(String currency, String country) {
    throw down();
  }

  @Override
  public Created create(NewIntent intent) {
    throw down();
  }

  @Override
  public Optional<PaymentIntent> fetch(String intent) {
    throw down();
  }

  @Override
  public Optional<PaymentIntent> find(String attempt) {
    throw down();
  }

  @Override
  public PaymentIntent capture(String intent, String key) {
    throw down();
  }

  @Override
  public PaymentIntent cancel(String intent, String key) {
    throw down();
  }

  @Override
  public PaymentIntent refund(String intent, String key) {
    throw down();
  }
}
