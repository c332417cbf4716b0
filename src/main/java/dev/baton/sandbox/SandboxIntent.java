package dev.baton.sandbox;

import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.NextAction;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider.NewIntent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One payment and its moves, by Stripe's rules; guarded by the lock of {@link SandboxPayments}. */
final class SandboxIntent {
  /** As long as card schemes let an authorisation stand. */
  private static final Duration AUTHORIZATION = Duration.ofDays(7);

  private final String id;
  private final NewIntent made;
  private final SandboxSettings settings;
  private @Nullable TestMethod method;
  private Status status = Status.REQUIRES_ACTION;
  private @Nullable String declineCode;

  /** When processing or the authorisation ends. */
  private Instant due = Instant.MAX;

  SandboxIntent(String id, NewIntent made, SandboxSettings settings) {
    this.id = id;
    this.made = made;
    this.settings = settings;
  }

  String id() {
    return id;
  }

  NewIntent made() {
    return made;
  }

  @Nullable TestMethod method() {
    return method;
  }

  Status status() {
    return status;
  }

  /** Proof that a client was given this intent, as in Stripe's API. */
  String clientSecret() {
    return id + "_secret";
  }

  void confirm(TestMethod with, Instant now) {
    if (status != Status.REQUIRES_ACTION || method != null) {
      return;
    }
    method = with;
    switch (with.outcome()) {
      case APPROVE -> decide(with, now);
      case AUTHENTICATE -> {}
      case DELAY -> {
        status = Status.PROCESSING;
        due = now.plus(settings.processing());
      }
    }
  }

  /** The shopper's answer to 3-D Secure; without effect unless one is awaited. */
  void authenticate(boolean approved, Instant now) {
    if (status != Status.REQUIRES_ACTION || method == null) {
      return;
    }
    if (approved) {
      decide(method, now);
    } else {
      fail("authentication_failed");
    }
  }

  /** Ends processing before its time. */
  void hurry(Instant now) {
    if (status == Status.PROCESSING && method != null) {
      decide(method, now);
    }
  }

  /** What the clock has done meanwhile. */
  void advance(Instant now) {
    if (now.isBefore(due)) {
      return;
    }
    if (status == Status.PROCESSING && method != null) {
      decide(method, due);
    }
    if (status == Status.AUTHORIZED && !now.isBefore(due)) {
      cancel();
    }
  }

  private void decide(TestMethod with, Instant now) {
    if (with.declineCode() != null) {
      fail(with.declineCode());
      return;
    }
    status = Status.AUTHORIZED;
    due =
        now.plus(
            with == TestMethod.AUTHORIZATION_EXPIRES
                ? settings.authorizationLife()
                : AUTHORIZATION);
  }

  private void fail(String reason) {
    status = Status.FAILED;
    declineCode = reason;
    due = Instant.MAX;
  }

  void capture() {
    if (status != Status.AUTHORIZED) {
      return;
    }
    if (method == TestMethod.CAPTURE_REFUSED) {
      fail("capture_refused");
    } else {
      status = Status.CAPTURED;
      due = Instant.MAX;
    }
  }

  void cancel() {
    switch (status) {
      case REQUIRES_ACTION, PROCESSING, AUTHORIZED -> {
        status = Status.CANCELLED;
        due = Instant.MAX;
      }
      case CAPTURED, FAILED, CANCELLED, REFUNDED -> {}
    }
  }

  void refund() {
    if (status == Status.CAPTURED) {
      status = Status.REFUNDED;
    }
  }

  PaymentIntent asSeen() {
    return new PaymentIntent(
        id,
        made.attempt(),
        status,
        made.amount(),
        made.currency(),
        status == Status.REQUIRES_ACTION ? nextAction() : null,
        declineCode,
        made.metadata());
  }

  private NextAction nextAction() {
    URI pages = URI.create(settings.url() + "/sandbox/payments/" + id + "/");
    return method == null
        ? new NextAction.Provider(
            Map.of(
                "intent", id,
                "clientSecret", clientSecret(),
                "confirmUrl", pages.resolve("confirm").toString()))
        : new NextAction.Redirect(pages.resolve("authenticate").toString());
  }
}
