package dev.baton.completion;

import static dev.baton.completion.ShopFloor.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.baton.completion.PaymentEvents.Receipt;
import dev.baton.observability.StepMetrics;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.sandbox.SandboxPayments;
import dev.baton.token.Storefronts;
import dev.baton.token.VerifiedToken;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Signed events of the payment provider as an instance hears them, and what came of them. */
final class HeardEvents {
  private static final String SECRET = "whsec_" + UUID.randomUUID();

  private final ShopFloor floor;
  private final Storefronts storefronts;
  private final PaymentEvents events;

  HeardEvents(ShopFloor floor, Storefronts storefronts) {
    this.floor = floor;
    this.storefronts = storefronts;
    var registry = new SimpleMeterRegistry();
    this.events =
        new PaymentEvents(
            floor.sandbox.payments(),
            recovery(),
            new CompletionMetrics(registry, new StepMetrics(registry)),
            new Trusting(),
            Duration.ofSeconds(1),
            floor.clock);
  }

  private static final class Trusting implements WebhookConfig {
    @Override
    public Optional<List<String>> secrets() {
      return Optional.of(List.of(SECRET));
    }

    @Override
    public Duration tolerance() {
      return Duration.ofMinutes(5);
    }

    @Override
    public Optional<String> account() {
      return Optional.empty();
    }
  }

  /** Of a payment, by its intent; what it says besides isn't believed. */
  Receipt event(String intent) {
    byte[] body =
        """
        {"id":"evt_1","object":"event","type":"payment_intent.succeeded",
         "data":{"object":{"id":"%s","object":"payment_intent","status":"succeeded"}}}\
        """
            .formatted(intent)
            .getBytes(StandardCharsets.UTF_8);
    return receive(body);
  }

  Receipt receive(byte[] body) {
    long time = floor.clock.instant().getEpochSecond();
    return events.receive(
        "sandbox", "t=" + time + ",v1=" + WebhookSignatureTest.mac(time, body, SECRET), body);
  }

  Recovery recovery() {
    return new Recovery(
        floor.workshop(
            floor.store, floor.sandbox.payments(), floor.sandbox.orders(), FailPoint.NONE),
        storefronts);
  }

  CheckoutRecord record(VerifiedToken token) {
    String body = floor.store.load(id(token)).body();
    assertNotNull(body);
    return RecordJson.read(body);
  }

  /** The newest of a checkout. */
  String intent(VerifiedToken token) {
    return payments(token).getLast().intent().id();
  }

  List<SandboxPayments.Entry> payments(VerifiedToken token) {
    return floor.sandbox.payments().entries().stream()
        .filter(entry -> entry.checkout().equals(id(token)))
        .toList();
  }

  void assertOrderedOnce(VerifiedToken token) {
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(floor.total(token), floor.taken(token));
    assertEquals(Phase.COMPLETED, record(token).phase());
  }
}
