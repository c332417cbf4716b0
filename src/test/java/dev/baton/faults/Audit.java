package dev.baton.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * What has to be true after any fault, told from the books and from Redis, and not by a gateway:
 * everything is at rest, no unit was sold twice or lost, and every shopper has paid what was
 * ordered, or nothing.
 */
final class Audit {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> OVER = Set.of("captured", "cancelled", "failed", "refunded");

  private final Books books;
  private final LocalRedis redis;
  private final Map<String, Long> stock;
  private final Duration hold;

  /**
   * An audit of some stock.
   *
   * @param stock units on hand in the beginning, by SKU
   * @param hold how long a hold without a payment may last
   */
  Audit(Books books, LocalRedis redis, Map<String, Long> stock, Duration hold) {
    this.books = books;
    this.redis = redis;
    this.stock = Map.copyOf(stock);
    this.hold = hold;
  }

  /** What is wrong; what is merely not yet at rest has that long. */
  List<String> violations(Collection<Buyer> buyers, Duration patience) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    var unrest = unrest();
    while (!unrest.isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      unrest = unrest();
    }
    var wrong = new ArrayList<String>();
    unrest.forEach(one -> wrong.add("not at rest: " + one));
    wrong.addAll(units());
    wrong.addAll(money());
    wrong.addAll(told(buyers));
    wrong.addAll(keys());
    return wrong;
  }

  /** What somebody still has to do something about. */
  private List<String> unrest() throws IOException {
    var found = new ArrayList<String>();
    for (var order : books.orders()) {
      if (order.settled().equals("no")) {
        found.add(order.checkout() + " has an order that isn't settled");
      }
    }
    for (var payment : books.payments()) {
      if (!OVER.contains(payment.status())) {
        found.add(payment.checkout() + " has a payment that is " + payment.status());
      }
    }
    try (var look = new RedisLook(redis.port())) {
      for (var hold : look.holds()) {
        if (hold.leftMillis() > 0) {
          found.add(
              "%s holds %d %s%s for %d ms"
                  .formatted(
                      hold.checkout(),
                      hold.units(),
                      hold.sku(),
                      hold.committing() ? ", committing," : "",
                      hold.leftMillis()));
        }
      }
      for (var record : look.records()) {
        var reason = unrest(JSON.readTree(record.body()));
        if (!reason.isEmpty()) {
          found.add(record.checkout() + " " + reason);
        }
      }
    }
    return found;
  }

  private static String unrest(JsonNode record) {
    var phase = record.path("phase").asText();
    var attempt = record.path("attempt");
    if (phase.equals("COMPLETING") || phase.equals("CANCELLING")) {
      return "has a record that is " + phase;
    }
    if (attempt.isObject()
        && !attempt.hasNonNull("status")
        && !attempt.path("barred").asBoolean()
        && phase.equals("OPEN")) {
      return "has a payment that was begun";
    }
    return record.path("dead").isEmpty() ? "" : "has a dead payment that isn't undone";
  }

  /** On hand and sold are what there was; and no more was ever held than there is. */
  private List<String> units() throws IOException {
    var wrong = new ArrayList<String>();
    var orders = books.orders();
    for (var entry : stock.entrySet()) {
      var sku = entry.getKey();
      long onHand = books.onHand(sku);
      long sold =
          orders.stream()
              .filter(order -> !order.settled().equals("unpaid"))
              .mapToLong(order -> order.units().getOrDefault(sku, 0L))
              .sum();
      if (onHand < 0 || onHand + sold != entry.getValue()) {
        wrong.add(
            "of %d %s, %d are on hand and %d sold".formatted(entry.getValue(), sku, onHand, sold));
      }
    }
    return wrong;
  }

  private List<String> money() throws IOException {
    var wrong = new ArrayList<String>();
    var standing =
        books.orders().stream()
            .filter(order -> !order.settled().equals("unpaid"))
            .collect(Collectors.groupingBy(Books.Order::checkout));
    var payments =
        books.payments().stream().collect(Collectors.groupingBy(Books.Payment::checkout));
    standing.forEach((checkout, orders) -> {
      if (orders.size() > 1) {
        wrong.add(checkout + " has " + orders.size() + " orders");
      }
      if (!payments.containsKey(checkout)) {
        wrong.add(checkout + " has an order and no payment");
      }
    });
    payments.forEach((checkout, all) -> {
      long taken = all.stream().mapToLong(one -> one.captured() - one.refunded()).sum();
      long ordered =
          standing.getOrDefault(checkout, List.of()).stream().mapToLong(Books.Order::amount).sum();
      if (taken != ordered) {
        wrong.add("%s ordered for %d and paid %d".formatted(checkout, ordered, taken));
      }
    });
    return wrong;
  }

  /** Whoever was told of an order has it, and whoever was told that it is cancelled has none. */
  private List<String> told(Collection<Buyer> buyers) throws IOException {
    var wrong = new ArrayList<String>();
    var paid =
        books.orders().stream()
            .filter(order -> order.settled().equals("paid"))
            .collect(Collectors.toMap(Books.Order::checkout, Books.Order::id, (a, b) -> a));
    for (var buyer : buyers) {
      var order = buyer.order();
      if (order != null && !order.equals(paid.get(buyer.checkout()))) {
        wrong.add("was told of order " + order + ", which isn't there: " + buyer.story());
      }
      if (buyer.toldCancelled() && paid.containsKey(buyer.checkout())) {
        wrong.add("was told that it is cancelled, and has an order: " + buyer.story());
      }
    }
    return wrong;
  }

  private List<String> keys() throws IOException {
    var wrong = new ArrayList<String>();
    try (var look = new RedisLook(redis.port())) {
      look.keysWithoutEnd().forEach(key -> wrong.add("a key without a TTL: " + key));
      for (var one : look.holds()) {
        if (!one.committing() && one.leftMillis() > hold.toMillis() + 1000) {
          wrong.add(one.checkout() + " holds for " + one.leftMillis() + " ms without a payment");
        }
      }
    }
    return wrong;
  }
}
