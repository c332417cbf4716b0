package dev.baton.provider.http;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentProvider;
import dev.baton.provider.ReportsEnvironment;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.ContractViolation;
import dev.baton.provider.contract.Fields;
import dev.baton.provider.contract.PaymentJson;
import java.util.List;
import java.util.Optional;

/** The payment port over the contract; every changing call carries its key and is repeatable. */
final class HttpPayment implements PaymentProvider, ReportsEnvironment {
  /**
   * The contract's word for an id that the provider doesn't know, as opposed to a wrong address.
   */
  private static final String NO_SUCH_INTENT = "no-such-payment-intent";

  private final HttpCalls calls;

  HttpPayment(HttpCalls calls) {
    this.calls = calls;
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Environment environment() {
    return calls.environment(Port.PAYMENT);
  }

  @Override
  public List<PaymentOption> options(String currency, String country) {
    return calls.idempotent(
        Port.PAYMENT, api -> api.paymentOptions(currency, country), PaymentJson::options);
  }

  @Override
  public Created create(NewIntent intent) {
    var body = ContractJson.write(PaymentJson.newIntent(intent));
    return calls.idempotent(
        Port.PAYMENT,
        api -> api.createIntent(intent.attempt(), body),
        json -> checked(intent, json, PaymentJson.created(json)));
  }

  @Override
  public Optional<PaymentIntent> fetch(String intent) {
    var answer = calls.answer(Port.PAYMENT, true, api -> api.intent(intent));
    try {
      if (answer.found()) {
        return Optional.of(named(intent, answer.body()));
      }
      answer.body().echo("error", NO_SUCH_INTENT);
      return Optional.empty();
    } catch (ContractViolation violation) {
      throw new ProviderException(Port.PAYMENT, Kind.CONTRACT, answer.reason(violation), violation);
    }
  }

  @Override
  public Optional<PaymentIntent> find(String attempt) {
    return calls.idempotent(
        Port.PAYMENT, api -> api.intentsOf(attempt), json -> onlyOneOf(attempt, json));
  }

  @Override
  public PaymentIntent capture(String intent, String key) {
    return change("capture", intent, key);
  }

  @Override
  public PaymentIntent cancel(String intent, String key) {
    return change("cancel", intent, key);
  }

  @Override
  public PaymentIntent refund(String intent, String key) {
    return change("refund", intent, key);
  }

  private PaymentIntent change(String change, String intent, String key) {
    var nothing = ContractJson.write(ContractJson.object());
    return calls.idempotent(
        Port.PAYMENT,
        api -> api.changeIntent(key, intent, change, nothing),
        json -> named(intent, json));
  }

  private static PaymentIntent named(String id, Fields json) {
    json.echo("id", id);
    return PaymentJson.intent(json);
  }

  private static Created checked(NewIntent asked, Fields json, Created created) {
    if (created instanceof Created.Made(var made)) {
      boolean same =
          made.attempt().equals(asked.attempt())
              && made.amount() == asked.amount()
              && made.currency().equals(asked.currency());
      if (!same) {
        throw json.violation("paymentIntent", "must be the one that was asked for");
      }
    }
    return created;
  }

  private static Optional<PaymentIntent> onlyOneOf(String attempt, Fields json) {
    var found = PaymentJson.intents(json);
    boolean others = found.stream().anyMatch(intent -> !intent.attempt().equals(attempt));
    if (others || found.size() > 1) {
      throw json.violation("paymentIntents", "must be those of the attempt, one at most");
    }
    return found.stream().findFirst();
  }
}
