package dev.baton.faults;

import dev.baton.faults.Bench.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Events of the payment provider that come twice, in another order, days late, or aren't its own.
 * Signed by Stripe's scheme (docs.stripe.com/webhooks).
 */
final class Webhooks {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LATE = Duration.ofDays(3);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int SHOPPERS = 8;
  private static final int ROUNDS = 3;

  /** Payments that are told of in one round. */
  private static final int MOST = 6;

  private static final String NOBODYS = "pi_" + UUID.randomUUID();
  private static final Executor AT_ONCE = task -> Thread.ofVirtual().start(task);
  private static final List<String> TYPES =
      List.of(
          "payment_intent.succeeded",
          "payment_intent.amount_capturable_updated",
          "payment_intent.canceled",
          "payment_intent.payment_failed",
          "payment_intent.requires_action");

  private final Site site;
  private final Duration beat;

  /**
   * Webhooks.
   *
   * @param beat how long things go on as they are
   */
  Webhooks(Site site, Duration beat) {
    this.site = site;
    this.beat = beat;
  }

  /** What is wrong with an event. */
  enum Wrong {
    DUPLICATED("duplicated", "duplicate"),
    REORDERED("reordered", "reorder"),
    LATE("three days late", "delay"),
    FORGED("forged", "drop"),
    OF_ANOTHER("from another account", "drop");

    private final String words;

    /** What becomes of the sandbox's own on their way. */
    private final String mischief;

    Wrong(String words, String mischief) {
      this.words = words;
      this.mischief = mischief;
    }

    String words() {
      return words;
    }
  }

  /** The sandbox's own, spoilt on their way; and some of ours about payments that there are. */
  Count goWrong(Crowd crowd, Wrong... ways) throws IOException {
    crowd.shop(SHOPPERS, site.survivor()::uri);
    awaitPayments();
    int befallen = 0;
    for (var wrong : ways) {
      site.books().misbehave("webhook", wrong.mischief);
      for (int i = 0; i < ROUNDS; i++) {
        Crowd.pause(beat);
        befallen += send(wrong);
      }
      befallen += wrong.mischief.equals("drop") ? 0 : site.books().met("webhook");
    }
    site.books().misbehave("webhook", null);
    crowd.leave();
    for (var wrong : ways) {
      befallen += send(wrong);
    }
    return new Count(ways.length, befallen, site.redis());
  }

  private void awaitPayments() throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (site.books().payments().isEmpty() && System.nanoTime() < until) {
      Crowd.pause(Duration.ofMillis(100));
    }
  }

  /** Returns how many were sent; an answer that isn't expected is a fault of its own. */
  private int send(Wrong wrong) throws IOException {
    int sent = 0;
    var payments = new ArrayList<>(site.books().payments());
    Collections.shuffle(payments);
    for (var payment : payments.subList(0, Math.min(MOST, payments.size()))) {
      var types = new ArrayList<>(TYPES);
      Collections.shuffle(types);
      for (var type : types) {
        sent += send(wrong, type, payment.id());
      }
    }
    return sent;
  }

  private int send(Wrong wrong, String type, String payment) throws IOException {
    var now = InstantSource.system().instant();
    var event = event(type, payment, now, Site.ACCOUNT);
    var heard = List.of(200, 503);
    return switch (wrong) {
      case DUPLICATED -> {
        var first = CompletableFuture.supplyAsync(() -> posted(event, now), AT_ONCE);
        expect(heard, event, now, site.webhookSecret());
        check(heard, first.join(), event);
        yield 2;
      }
      case REORDERED -> {
        expect(heard, event, now, site.webhookSecret());
        expect(List.of(200), event(type, NOBODYS, now, Site.ACCOUNT), now, site.webhookSecret());
        yield 2;
      }
      case LATE -> {
        var then = now.minus(LATE);
        var late = event(type, payment, then, Site.ACCOUNT);
        expect(heard, late, now, site.webhookSecret());
        expect(List.of(400), late, then, site.webhookSecret());
        yield 2;
      }
      case FORGED -> {
        expect(List.of(400), event, now, "whsec_of_somebody_else");
        yield 1;
      }
      case OF_ANOTHER -> {
        var other = event(type, payment, now, "acct_other");
        expect(List.of(403), other, now, site.webhookSecret());
        yield 1;
      }
    };
  }

  private int posted(String body, Instant now) {
    try {
      return post(body, now, site.webhookSecret());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands a genuine event about a payment to a gateway; returns the status of its answer. */
  int tell(String intent) throws IOException {
    var now = InstantSource.system().instant();
    return post(event(TYPES.get(1), intent, now, Site.ACCOUNT), now, site.webhookSecret());
  }

  private void expect(List<Integer> statuses, String body, Instant at, String secret)
      throws IOException {
    check(statuses, post(body, at, secret), body);
  }

  private static void check(List<Integer> statuses, int status, String body) {
    if (!statuses.contains(status)) {
      throw new IllegalStateException(
          "an event was answered " + status + ", not " + statuses + ": " + body);
    }
  }

  private int post(String body, Instant at, String secret) throws IOException {
    var request =
        HttpRequest.newBuilder(site.webhook())
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Stripe-Signature", signature(body, at, secret))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.ofString()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static String event(String type, String intent, Instant created, String account) {
    return """
    {"id":"evt_%s","object":"event","type":"%s","created":%d,"livemode":false,"account":"%s",
     "data":{"object":{"id":"%s","object":"payment_intent"}}}\
    """
        .formatted(UUID.randomUUID(), type, created.getEpochSecond(), account, intent);
  }

  private static String signature(String body, Instant at, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var text = at.getEpochSecond() + "." + body;
      var code = HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
      return "t=" + at.getEpochSecond() + ",v1=" + code;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
