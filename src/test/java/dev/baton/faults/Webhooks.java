package dev.baton.faults;

import dev.baton.faults.Bench.Count;
import java.io.IOException;
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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Events of the payment provider that come twice, in another order, days late, or aren't its own.
 * Signed by Stripe's scheme (docs.stripe.com/webhooks).
 */
final class Webhooks {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LATE = Duration.ofDays(3);
  private static final int MOST = 6;
  private static final List<String> TYPES =
      List.of(
          "payment_intent.succeeded",
          "payment_intent.amount_capturable_updated",
          "payment_intent.canceled",
          "payment_intent.payment_failed",
          "payment_intent.requires_action");

  private final Site site;

  Webhooks(Site site) {
    this.site = site;
  }

  /** The sandbox's own, spoilt on their way; then some of ours about every payment there is. */
  Count goWrong(Crowd crowd, Duration beat) throws IOException {
    crowd.shop(8, site.survivor()::uri);
    for (var mischief : List.of("duplicate", "reorder", "delay", "drop")) {
      site.books().misbehave("webhook", mischief);
      Crowd.pause(beat);
    }
    int sent = send();
    site.books().misbehave("webhook", null);
    crowd.leave();
    sent += send();
    return new Count(sent, crowd.disturbed(), site.redis());
  }

  /** Returns how many were sent; an answer that isn't expected is a fault of its own. */
  int send() throws IOException {
    var now = InstantSource.system().instant();
    int sent = 0;
    var payments = new ArrayList<>(site.books().payments());
    Collections.shuffle(payments);
    for (var payment : payments.subList(0, Math.min(MOST, payments.size()))) {
      var types = new ArrayList<>(TYPES);
      Collections.shuffle(types);
      for (var type : types) {
        var genuine = event(type, payment.id(), now.minus(LATE), Site.ACCOUNT);
        var other = event(type, payment.id(), now, "acct_other");
        expect(List.of(200, 503), genuine, now, site.webhookSecret());
        expect(List.of(200, 503), genuine, now, site.webhookSecret());
        expect(List.of(400), genuine, now.minus(LATE), site.webhookSecret());
        expect(List.of(400), genuine, now, "whsec_of_somebody_else");
        expect(List.of(403), other, now, site.webhookSecret());
        sent += 5;
      }
    }
    var unknown = event(TYPES.getFirst(), "pi_" + UUID.randomUUID(), now, Site.ACCOUNT);
    expect(List.of(200), unknown, now, site.webhookSecret());
    return sent + 1;
  }

  /** Hands a genuine event about a payment to a gateway; returns the status of its answer. */
  int tell(String intent) throws IOException {
    var now = InstantSource.system().instant();
    return post(event(TYPES.get(1), intent, now, Site.ACCOUNT), now, site.webhookSecret());
  }

  private void expect(List<Integer> statuses, String body, Instant at, String secret)
      throws IOException {
    int status = post(body, at, secret);
    if (!statuses.contains(status)) {
      throw new IllegalStateException(
          "an event was answered " + status + ", not " + statuses + ": " + body);
    }
  }

  private int post(String body, Instant at, String secret) throws IOException {
    var request =
        HttpRequest.newBuilder(site.webhook())
            .timeout(Duration.ofSeconds(30))
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
