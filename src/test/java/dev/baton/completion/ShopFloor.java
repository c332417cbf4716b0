package dev.baton.completion;

import dev.baton.checkout.Action;
import dev.baton.checkout.Address;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Limits;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.StepResult;
import dev.baton.checkout.Steps;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.Totals;
import dev.baton.completion.Anchors.PayCommand;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.reservation.Agenda;
import dev.baton.reservation.Holds;
import dev.baton.reservation.RecordStore;
import dev.baton.sandbox.Sandbox;
import dev.baton.token.IssuedToken;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodec;
import dev.baton.token.VerifiedToken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shoppers at the anchors, with the real Redis and the sandbox. */
@Singleton
class ShopFloor {
  final Sandbox sandbox;
  final RecordStore store;
  final Holds holds;
  final TokenCodec codec;
  final Steps steps;
  final Storefront storefront;
  final InstantSource clock;
  final CompletionConfig config;
  final StockForecast forecast;
  final Agenda agenda;
  final ReconcilerConfig reconciler;

  ShopFloor(
      Sandbox sandbox,
      RecordStore store,
      Holds holds,
      TokenCodec codec,
      QuoteDesk desk,
      Storefronts storefronts,
      InstantSource clock,
      CompletionConfig config,
      StockForecast forecast,
      Agenda agenda,
      ReconcilerConfig reconciler) {
    this.sandbox = sandbox;
    this.store = store;
    this.holds = holds;
    this.codec = codec;
    this.steps = new Steps(desk, clock, Limits.DEFAULT);
    this.storefront = storefronts.find("demo").orElseThrow();
    this.clock = clock;
    this.config = config;
    this.forecast = forecast;
    this.agenda = agenda;
    this.reconciler = reconciler;
  }

  Anchors anchors() {
    return anchors(sandbox.payments(), sandbox.orders(), FailPoint.NONE);
  }

  Anchors anchors(PaymentProvider payments, OrderBackend orders, FailPoint failPoint) {
    return anchors(store, payments, orders, failPoint);
  }

  Anchors anchors(
      RecordStore records, PaymentProvider payments, OrderBackend orders, FailPoint failPoint) {
    Workshop shop = workshop(records, payments, orders, failPoint);
    return new DefaultAnchors(shop, steps, sandbox.screening(), clock);
  }

  Workshop workshop(
      RecordStore records, PaymentProvider payments, OrderBackend orders, FailPoint failPoint) {
    InventoryProvider inventory = sandbox.stock();
    return new Workshop(
        new Records(records, config),
        new FollowUps(agenda, config, reconciler, System::nanoTime),
        new StockHolds(holds, inventory, codec, forecast, steps.limits()),
        new Intents(payments),
        orders,
        codec,
        config,
        failPoint,
        Tally.NONE,
        News.NONE,
        System::nanoTime);
  }

  /** A checkout that can be paid. */
  VerifiedToken ready(String sku, int quantity) {
    return ready(sku, quantity, "ada@example.com");
  }

  VerifiedToken ready(String sku, int quantity, String email) {
    Checkout.Open empty =
        new Checkout.Open(
            Contents.empty(
                UUID.randomUUID().toString(),
                "demo",
                "EUR",
                "DE",
                "de-DE",
                clock.instant().plus(Duration.ofDays(7))),
            Reservation.NONE,
            Payment.NONE);
    Address address =
        new Address("Ada Example", null, "Hauptstr. 1", null, "10117", "Berlin", null, "DE", null);
    List<Action> actions =
        List.of(
            new Action.AddLine(sku, quantity, Map.of()),
            new Action.SetCustomer(new Customer(email, "Ada Example", null, null, null, null)),
            new Action.SetShippingAddress(address),
            new Action.ChooseShippingOption("cheapest", null));
    return sealed(
        steps.create(empty, storefront, actions, "/actions", null, false, codec.inputDigest(empty)),
        null);
  }

  /** The same after an edit. */
  VerifiedToken edited(VerifiedToken token, Action... actions) {
    return sealed(
        steps.act(
            token.checkout(),
            storefront,
            List.of(actions),
            "/actions",
            null,
            false,
            codec.inputDigest(token.checkout())),
        token);
  }

  private VerifiedToken sealed(StepResult result, @Nullable VerifiedToken parent) {
    return switch (result) {
      case StepResult.Accepted accepted -> codec.seal(accepted.checkout(), parent).token();
      case StepResult.Refused refused -> throw new AssertionError(refused.refusal().toString());
    };
  }

  long total(VerifiedToken token) {
    return Totals.of(token.checkout(), storefront).total();
  }

  PayCommand by(String method, VerifiedToken token) {
    return new PayCommand(method, "https://shop.example/back", total(token), true);
  }

  AnchorResult pay(Anchors anchors, VerifiedToken token, String method) {
    return anchors.pay(token, storefront, by(method, token), method);
  }

  AnchorResult complete(Anchors anchors, VerifiedToken token) {
    return anchors.complete(token, storefront, total(token), "complete");
  }

  /** A checkout whose payment is authorised. */
  VerifiedToken paid(String sku, int quantity) {
    return done(pay(anchors(), ready(sku, quantity), "pm_card_visa"));
  }

  /** At which a fault of ours shows at that point; the worker gives its lease up. */
  Anchors failingAt(String point) {
    return anchors(
        sandbox.payments(),
        sandbox.orders(),
        name -> {
          if (name.equals(point)) {
            throw new IllegalStateException("a fault of ours " + name);
          }
        });
  }

  /** Whose process is gone at that point; its lease ends soon. */
  Anchors dyingAt(String point) {
    return anchors(
        new Loose(store),
        sandbox.payments(),
        sandbox.orders(),
        name -> {
          if (name.equals(point)) {
            throw new Died();
          }
        });
  }

  /** A process that is gone. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What was taken for a checkout in all, in minor units. */
  long taken(VerifiedToken token) {
    return sandbox.payments().taken(id(token));
  }

  static String id(VerifiedToken token) {
    return token.checkout().contents().id();
  }

  /** Why it was refused. */
  static ProblemType refused(AnchorResult result) {
    return refusal(result).refusal().type();
  }

  /** The token that a refusal came with. */
  static VerifiedToken left(AnchorResult result) {
    IssuedToken left = refusal(result).token();
    if (left == null) {
      throw new AssertionError("refused without a token: " + result);
    }
    return left.token();
  }

  private static AnchorResult.Refused refusal(AnchorResult result) {
    if (result instanceof AnchorResult.Refused refused) {
      return refused;
    }
    throw new AssertionError("not refused: " + result);
  }

  static VerifiedToken done(AnchorResult result) {
    return issued(result).token();
  }

  static IssuedToken issued(AnchorResult result) {
    if (result instanceof AnchorResult.Done done) {
      return done.token();
    }
    throw new AssertionError("not done: " + result);
  }
}
