package dev.baton.completion;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.ScarceFirst;
import dev.baton.checkout.Steps;
import dev.baton.checkout.Storefront;
import dev.baton.completion.subscriber.EventsConfig;
import dev.baton.completion.subscriber.Subscriber;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.PaymentProvider;
import dev.baton.payment.Screening;
import dev.baton.reservation.Agenda;
import dev.baton.reservation.Agendas;
import dev.baton.reservation.HeardDemand;
import dev.baton.reservation.Holds;
import dev.baton.reservation.RecordStore;
import dev.baton.reservation.ReservationPolicy;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodec;
import dev.baton.token.TokenConfig;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

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
      CompletionMetrics metrics,
      News news) {
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
        news,
        System::nanoTime);
  }

  private static FailPoint failPoint(FaultConfig faults) {
    return faults.askAt().isPresent()
        ? FailPoint.askingAt(faults.askAt().getAsInt())
        : faults.haltAt().map(FailPoint::haltingAt).orElse(FailPoint.NONE);
  }

  @Produces
  @Singleton
  Telling telling(
      EventsConfig events,
      Storefronts storefronts,
      Agendas agendas,
      RecordStore store,
      CompletionConfig config,
      TokenConfig token,
      CompletionMetrics metrics,
      Draining draining,
      InstantSource clock) {
    Set<String> known =
        storefronts.all().stream().map(Storefront::id).collect(Collectors.toUnmodifiableSet());
    return new Telling(
        Subscriber.of(events, ConfigUtils.isProfileActive("prod"), known),
        agendas,
        new Records(store, config),
        token.issuer().orElse(""),
        metrics,
        draining,
        clock);
  }

  void stop(@Disposes Telling telling) {
    telling.close();
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
