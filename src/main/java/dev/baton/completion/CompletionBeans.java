package dev.baton.completion;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.ScarceFirst;
import dev.baton.checkout.Steps;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.Screening;
import dev.baton.reservation.Agenda;
import dev.baton.reservation.HeardDemand;
import dev.baton.reservation.Holds;
import dev.baton.reservation.RecordStore;
import dev.baton.reservation.ReservationPolicy;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodec;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/** Puts the anchors together. */
@ApplicationScoped
class CompletionBeans {
  @Produces
  @Singleton
  Workshop workshop(
      RecordStore store,
      Holds holds,
      InventoryProvider inventory,
      PaymentProvider payments,
      OrderBackend orders,
      TokenCodec codec,
      CompletionConfig config,
      FaultConfig faults,
      StockForecast forecast,
      Steps steps,
      Agenda agenda,
      ReconcilerConfig reconciler,
      CompletionMetrics metrics) {
    FailPoint failPoint = ConfigUtils.isProfileActive("prod") ? FailPoint.NONE : failPoint(faults);
    return new Workshop(
        new Records(store, config),
        new FollowUps(agenda, config, reconciler, System::nanoTime),
        new StockHolds(holds, inventory, codec, forecast, steps.limits()),
        new Intents(payments),
        orders,
        codec,
        config,
        failPoint,
        metrics,
        System::nanoTime);
  }

  private static FailPoint failPoint(FaultConfig faults) {
    return faults.askAt().isPresent()
        ? FailPoint.askingAt(faults.askAt().getAsInt())
        : faults.haltAt().map(FailPoint::haltingAt).orElse(FailPoint.NONE);
  }

  @Produces
  @Singleton
  StockForecast forecast(HeardDemand heard, ReservationPolicy policy, CompletionConfig completion) {
    Duration most = completion.hold();
    return new StockForecast(
        heard, new ScarceFirst(most, least(most, policy.shortest()), least(most, policy.lead())));
  }

  private static Duration least(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Produces
  @ApplicationScoped
  Anchors anchors(Workshop shop, Steps steps, Screening screening, InstantSource clock) {
    return new DefaultAnchors(shop, steps, screening, clock);
  }

  @Produces
  @ApplicationScoped
  Merging merging(Workshop shop, Anchors anchors, Steps steps, InstantSource clock) {
    return new RecordMerging(shop, new Conditions(shop, steps.limits(), clock), anchors);
  }

  @Produces
  @Singleton
  PaymentEvents paymentEvents(
      PaymentProvider payments,
      Workshop shop,
      Storefronts storefronts,
      CompletionMetrics metrics,
      WebhookConfig webhook,
      InstantSource clock) {
    return new PaymentEvents(
        payments,
        new Recovery(shop, storefronts),
        metrics,
        webhook,
        shop.config().retryAfter(),
        clock);
  }
}
