package dev.baton.sandbox;

import dev.baton.payment.PaymentIntent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Posts signed events to gateways as Stripe does: at least once, in no certain order, again with
 * back-off until they are acknowledged, for three days.
 */
final class WebhookSender implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WebhookSender.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration GIVEN_UP = Duration.ofDays(3);
  private static final Duration TICK = Duration.ofMillis(250);

  private final List<URI> urls;
  private final String secret;
  private final @Nullable String account;
  private final Duration retry;
  private final Duration late;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sandbox-events").factory());

  /** Events kept back, to be sent after the next one. */
  private final Deque<byte[]> heldBack = new ArrayDeque<>();

  private volatile @Nullable Mischief mischief;

  /** Events that have met it. */
  private final AtomicInteger met = new AtomicInteger();

  /** Counts up when everything is forgotten: what was still to be sent isn't any more. */
  private volatile int era;

  WebhookSender(
      List<URI> urls,
      String secret,
      @Nullable String account,
      Duration retry,
      Duration late,
      InstantSource clock) {
    this.urls = List.copyOf(urls);
    this.secret = secret;
    this.account = account;
    this.retry = retry;
    this.late = late;
    this.clock = clock;
  }

  /** Tells of every change from now on. */
  void attend(SandboxPayments payments) {
    payments.listen(this::happened);
    timer.scheduleWithFixedDelay(
        payments::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How many events have met what goes wrong at present. */
  int met() {
    return met.get();
  }

  /** What goes wrong from now on; null: nothing. */
  void set(@Nullable Mischief next) {
    mischief = next;
    met.set(0);
    if (next != Mischief.REORDER) {
      timer.execute(this::letGo);
    }
  }

  void forget() {
    era++;
    mischief = null;
    timer.execute(heldBack::clear);
  }

  /** Called with the payments' lock held: it only notes what there is to send. */
  private void happened(PaymentIntent intent) {
    String id = "evt_" + UUID.randomUUID().toString().replace("-", "");
    byte[] body = EventText.of(id, intent, account, clock.instant());
    timer.execute(() -> dispatch(body));
  }

  private void dispatch(byte[] body) {
    Mischief now = mischief;
    if (now != null) {
      met.incrementAndGet();
    }
    switch (now) {
      case null -> send(body, Duration.ZERO);
      case DUPLICATE -> {
        send(body, Duration.ZERO);
        send(body, Duration.ZERO);
      }
      case DROP -> LOG.debug("An event is dropped on purpose");
      case DELAY -> send(body, late);
      case REORDER -> {
        boolean second = !heldBack.isEmpty();
        heldBack.add(body);
        if (second) {
          letGo();
        }
      }
    }
  }

  private void letGo() {
    while (!heldBack.isEmpty()) {
      send(heldBack.removeLast(), Duration.ZERO);
    }
  }

  private void send(byte[] body, Duration delay) {
    for (URI url : urls) {
      later(new Delivery(url, body, era, 0, Duration.ZERO), delay);
    }
  }

  private record Delivery(URI url, byte[] body, int era, int tries, Duration age) {}

  private void later(Delivery delivery, Duration delay) {
    timer.schedule(() -> post(delivery), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void post(Delivery delivery) {
    if (delivery.era() != era) {
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(delivery.url())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header(
                "Stripe-Signature", EventText.signature(delivery.body(), secret, clock.instant()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(delivery.body()))
            .build();
    http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .whenComplete((response, fault) -> {
          if (fault != null || response.statusCode() / 100 != 2) {
            again(delivery);
          }
        });
  }

  private void again(Delivery delivery) {
    Duration doubled = retry.multipliedBy(1L << Math.min(20, delivery.tries()));
    Duration delay = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    Duration age = delivery.age().plus(delay);
    if (age.compareTo(GIVEN_UP) < 0 && !timer.isShutdown()) {
      later(
          new Delivery(delivery.url(), delivery.body(), delivery.era(), delivery.tries() + 1, age),
          delay);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
  }
}
