package dev.baton.fleet;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shoppers without a pause, each step at the other gateway: some keep one checkout all along, the
 * others begin anew and buy.
 */
final class Traffic implements AutoCloseable {
  private final URI one;
  private final URI two;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final AtomicBoolean going = new AtomicBoolean(true);
  private final AtomicLong lasting = new AtomicLong();
  private final AtomicLong bought = new AtomicLong();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private final Set<String> kids = ConcurrentHashMap.newKeySet();

  Traffic(URI one, URI two) {
    this.one = one;
    this.two = two;
    threads.submit(this::last);
    threads.submit(this::buy);
  }

  /** Until everybody has taken several more steps. */
  void awaitMore() {
    long steps = lasting.get() + 4;
    long purchases = bought.get() + 2;
    await("traffic, " + refusals)
        .atMost(Duration.ofSeconds(60))
        .until(() -> lasting.get() >= steps && bought.get() >= purchases);
  }

  /** Answers that were none of success; with the first one the traffic ends. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** The keys that signed the tokens given out. */
  Set<String> kids() {
    return Set.copyOf(kids);
  }

  private void last() {
    try {
      var shopper = new Shopper();
      seen(shopper, shopper.ready(one, two));
      for (int quantity = 1; going.get(); quantity = quantity % 5 + 1) {
        for (var gateway : List.of(one, two)) {
          seen(
              shopper,
              shopper.post(
                  gateway,
                  "/v1/checkout/actions",
                  "{\"actions\":[{\"action\":\"set-attribute\",\"name\":\"gift-note\",\"value\":\""
                      + quantity
                      + "\"}]}"));
          seen(shopper, shopper.call("GET", gateway, "/v1/checkout", null));
        }
        lasting.incrementAndGet();
      }
    } catch (IOException | RuntimeException e) {
      refusals.add(e.toString());
    }
  }

  private void buy() {
    try {
      while (going.get()) {
        var shopper = new Shopper();
        seen(shopper, shopper.ready(two, one));
        seen(shopper, shopper.pay(two));
        seen(shopper, shopper.complete(one));
        bought.incrementAndGet();
      }
    } catch (IOException | RuntimeException e) {
      refusals.add(e.toString());
    }
  }

  private void seen(Shopper shopper, Shopper.Answer answer) {
    if (answer.status() != 200) {
      refusals.add(answer.toString());
      going.set(false);
    }
    var header = Base64.getUrlDecoder().decode(shopper.token().split("\\.")[0]);
    kids.add(new String(header).replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1"));
  }

  @Override
  public void close() {
    going.set(false);
    threads.close();
  }
}
