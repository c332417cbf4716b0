package dev.baton.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One shopper: takes the calls of a {@link Journey} one by one, each at the gateway it is told,
 * keeps the newest token and what it was told, and comes back after a call that was cut off.
 */
final class Buyer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Journey journey;
  private final String sku;
  private final Books books;
  private @Nullable String token;
  private String checkout = "";
  private JsonNode state = MissingNode.getInstance();
  private int next;
  private boolean begunToPay;
  private final List<String> story = new ArrayList<>();

  /** The order that it was told of; null if of none. */
  private volatile @Nullable String order;

  private volatile boolean toldCancelled;
  private final AtomicInteger disturbed = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();

  Buyer(Journey journey, String sku, Books books) {
    this.journey = journey;
    this.sku = sku;
    this.books = books;
  }

  /** Another tab with the same token. */
  Buyer tab() {
    var tab = new Buyer(journey, sku, books);
    tab.token = token;
    tab.checkout = checkout;
    tab.state = state;
    tab.next = next;
    tab.begunToPay = begunToPay;
    return tab;
  }

  /** A call's answer. */
  record Answer(int status, JsonNode body) {
    /** The slug of its problem type; empty if it is none. */
    String problem() {
      var type = body.path("type").asText("");
      return type.substring(type.lastIndexOf('/') + 1);
    }
  }

  String checkout() {
    return checkout;
  }

  Journey journey() {
    return journey;
  }

  @Nullable String order() {
    return order;
  }

  boolean toldCancelled() {
    return toldCancelled;
  }

  /** How many of its calls were cut off, or found something down. */
  int disturbed() {
    return disturbed.get();
  }

  /** How many of its calls the order backend's refusal has ended. */
  int rejected() {
    return rejected.get();
  }

  /** Whether money may have moved, or be about to. */
  boolean begunToPay() {
    return begunToPay;
  }

  /** What it did and was answered, for a report. */
  synchronized String story() {
    return checkout + " " + journey + ": " + String.join(", ", story);
  }

  /** How many of its journey's calls it has taken. */
  int taken() {
    return next;
  }

  boolean hasMore() {
    return next < journey.calls().size();
  }

  /** Takes all calls up to one, which may be refused if the journey is about that. */
  void goTo(int call, URI gateway) throws IOException {
    while (next < call) {
      step(gateway);
    }
  }

  /** Takes the next call of its journey. */
  Answer step(URI gateway) throws IOException {
    var call = journey.calls().get(next++);
    return take(call, gateway);
  }

  /** Pays, with whatever it has. */
  void payBy(String method, URI gateway) throws IOException {
    take(Journey.pay(method, state.at("/totals/total").asLong()), gateway);
  }

  private Answer take(Journey.Call call, URI gateway) throws IOException {
    if (call.isByHand()) {
      books.captureByHand(checkout);
      note("captured by hand");
      return new Answer(200, MissingNode.getInstance());
    }
    begunToPay |= token != null && call.path().endsWith("/payment");
    return send(call.path(), call.body().replace("%SKU%", sku), gateway);
  }

  /** A call of any kind, its answer noted. */
  Answer send(String path, String body, URI gateway) throws IOException {
    var request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    var name = path.substring(path.lastIndexOf('/') + 1);
    try {
      var response = HTTP.send(request.build(), BodyHandlers.ofString());
      var answer = new Answer(response.statusCode(), JSON.readTree(response.body()));
      note(name + " " + answer.status() + " " + answer.problem());
      if (answer.status() >= 500) {
        disturbed.incrementAndGet();
      }
      if (answer.problem().equals("order-rejected")) {
        rejected.incrementAndGet();
      }
      if (response.headers().firstValue("Set-Cookie").isPresent()) {
        throw new IllegalStateException("a cookie was set by " + path);
      }
      remember(answer.body());
      return answer;
    } catch (IOException e) {
      note(name + " cut off");
      disturbed.incrementAndGet();
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  synchronized void note(String line) {
    story.add(line);
  }

  private void remember(JsonNode body) {
    if (body.path("token").isTextual()) {
      token = body.path("token").asText();
      state = body.path("checkout");
      checkout = state.path("id").asText();
      if (state.path("order").hasNonNull("id")) {
        order = state.at("/order/id").asText();
      }
      toldCancelled |= state.path("status").asText().equals("cancelled");
    }
  }

  /** Whether it knows how its checkout ended. */
  boolean isDone() {
    var status = state.path("status").asText();
    return status.equals("completed") || status.equals("cancelled");
  }

  /**
   * Comes back once, and does what a storefront would do about the answer before; to be repeated
   * until {@link #isDone()}. It wants to buy, whatever it wanted before.
   */
  void comeBack(URI gateway) throws IOException {
    if (!begunToPay || token == null) {
      startAgain(gateway);
      return;
    }
    var refreshed = send("/v1/checkout/refresh", "{}", gateway);
    if (refreshed.status() == 401) {
      // From an instance whose clock is far ahead: a storefront can't do better.
      startAgain(gateway);
      return;
    }
    if (refreshed.status() != 200 || isDone()) {
      return;
    }
    var payment = state.at("/payment/status").asText();
    var answer =
        state.path("status").asText().equals("cancelling")
            ? send("/v1/checkout/cancellation", "{}", gateway)
            : payment.equals("authorized") || payment.equals("captured")
                ? complete(gateway)
                : pay(gateway);
    switch (answer.problem()) {
      case "checkout-diverged" -> send("/v1/checkout/merge", "{\"with\":\"current\"}", gateway);
      case "order-rejected", "payment-changed" -> pay(gateway);
      case "step-not-open" -> complete(gateway);
      // What it was about is with the reconciler, or came to nothing.
      case "too-many-attempts" -> startAgain(gateway);
      default -> {
        // Answered, or to be repeated.
      }
    }
  }

  /** Who hasn't begun to pay has lost nothing but a cart. */
  private void startAgain(URI gateway) throws IOException {
    next = 0;
    token = null;
    order = null;
    toldCancelled = false;
    state = MissingNode.getInstance();
    var answer = step(gateway);
    while (answer.status() / 100 == 2 && hasMore()) {
      answer = step(gateway);
    }
  }

  private Answer complete(URI gateway) throws IOException {
    var expected = state.at("/totals/total").asLong();
    return send("/v1/checkout/completion", "{\"expectedTotal\":%d}".formatted(expected), gateway);
  }

  /** With another card, and in a name that no one has anything against. */
  private Answer pay(URI gateway) throws IOException {
    boolean filled = state.path("shipping").isObject();
    var fill = Journey.BUY.calls().get(1);
    send(fill.path(), filled ? Journey.customer("ada") : fill.body(), gateway);
    return take(Journey.pay("pm_card_visa", state.at("/totals/total").asLong()), gateway);
  }
}
