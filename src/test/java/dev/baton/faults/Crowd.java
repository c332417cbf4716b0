package dev.baton.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The shoppers of one fault: who is cut off comes back, or doesn't, as the seed has it. Whoever
 * comes back has to be able to buy, or learn how it ended.
 */
final class Crowd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Books books;
  private final URI after;
  private final Random random;
  private final Queue<Buyer> buyers = new ConcurrentLinkedQueue<>();
  private final Queue<String> inVain = new ConcurrentLinkedQueue<>();
  private final AtomicInteger away = new AtomicInteger();
  private final AtomicInteger cutOff = new AtomicInteger();
  private final ExecutorService street = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean open = true;

  /**
   * A crowd.
   *
   * @param after the gateway at which they come back
   */
  Crowd(Books books, URI after, long seed) {
    this.books = books;
    this.after = after;
    this.random = new Random(seed);
  }

  Buyer buyer(Journey journey) {
    var buyer = new Buyer(journey, "mug-blue", books);
    buyers.add(buyer);
    return buyer;
  }

  /** The same checkout in another tab. */
  Buyer tab(Buyer buyer) {
    var tab = buyer.tab();
    buyers.add(tab);
    return tab;
  }

  synchronized boolean coin() {
    return random.nextBoolean();
  }

  synchronized int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of these does something in the background. */
  void start(Runnable task) {
    street.execute(task);
  }

  /** Lets one come back, again and again, until it is done. */
  void comeBack(Buyer buyer) {
    away.incrementAndGet();
    start(() -> {
      try {
        insist(buyer);
      } finally {
        away.decrementAndGet();
      }
    });
  }

  private void insist(Buyer buyer) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!buyer.isDone()) {
      if (System.nanoTime() > until) {
        inVain.add("came back in vain: " + buyer.story());
        return;
      }
      try {
        buyer.comeBack(after);
      } catch (IOException e) {
        // Once more.
      }
      pause(Duration.ofMillis(700));
    }
  }

  /** Some shoppers, one journey after the other, until {@link #leave()}. */
  void shop(int shoppers, Supplier<URI> gateways) {
    shop(shoppers, List.of(Journey.values()), gateways);
  }

  /** The same, of these journeys only. */
  void shop(int shoppers, List<Journey> journeys, Supplier<URI> gateways) {
    open = true;
    for (int i = 0; i < shoppers; i++) {
      away.incrementAndGet();
      start(() -> {
        try {
          while (open) {
            travel(buyer(journeys.get(below(journeys.size()))), gateways);
          }
        } finally {
          away.decrementAndGet();
        }
      });
    }
  }

  private void travel(Buyer buyer, Supplier<URI> gateways) {
    try {
      while (buyer.hasMore()) {
        buyer.step(gateways.get());
      }
    } catch (ConnectException e) {
      // It was gone already.
    } catch (IOException e) {
      cutOff.incrementAndGet();
    }
    if (!buyer.isDone() && coin()) {
      insist(buyer);
    }
  }

  /** Nobody begins anew; waits for those who are still at it. */
  void leave() {
    open = false;
    long until = System.nanoTime() + PATIENCE.multipliedBy(2).toNanos();
    while (away.get() > 0 && System.nanoTime() < until) {
      pause(Duration.ofMillis(100));
    }
    if (away.get() > 0) {
      inVain.add(away.get() + " shoppers never came to an end");
    }
  }

  static void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  List<Buyer> buyers() {
    return List.copyOf(buyers);
  }

  /** Calls that were cut off in the middle. */
  int cutOff() {
    return cutOff.get();
  }

  /** Calls that were cut off, or found something down. */
  int disturbed() {
    return buyers.stream().mapToInt(Buyer::disturbed).sum();
  }

  /** Calls that the order backend's refusal has ended. */
  int rejected() {
    return buyers.stream().mapToInt(Buyer::rejected).sum();
  }

  List<String> inVain() {
    return new ArrayList<>(inVain);
  }

  @Override
  public void close() throws InterruptedException {
    open = false;
    street.shutdownNow();
    street.awaitTermination(30, TimeUnit.SECONDS);
  }
}
