package dev.baton.sandbox;

import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.Order;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.StockLevel;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The register of each checkout, and the claim of stock and limited codes, under one lock: a
 * decision here is the only one.
 */
public final class OrderBook implements OrderBackend {
  private static final int FIRST_NUMBER = 100_001;

  private final Stock stock;
  private final CodeUses codes;
  private final Recount recount;
  private final InstantSource clock;
  private final Gate gate;

  private final Map<String, RegisterEntry> register = new HashMap<>();

  /** Every order ever made, by number, oldest first; those undone are voided. */
  private final Map<String, BookedOrder> orders = new LinkedHashMap<>();

  private final Provisional provisional = new Provisional();

  private int nextNumber = FIRST_NUMBER;

  OrderBook(Stock stock, CodeUses codes, Recount recount, InstantSource clock, Gate gate) {
    this.stock = stock;
    this.codes = codes;
    this.recount = recount;
    this.clock = clock;
    this.gate = gate;
  }

  @Override
  public Placed place(OrderRequest order) {
    Set<String> words = words(order);
    return change(
        "place " + order.checkout() + " " + order.attempt(),
        Magic.effects(Port.ORDERS, words),
        () -> placed(order, words));
  }

  private Placed placed(OrderRequest request, Set<String> words) {
    RegisterEntry entry = entry(request.checkout());
    if (entry.closed) {
      return new Placed.CheckoutClosed();
    }
    if (entry.order != null) {
      return placedBefore(entry.order, request);
    }
    if (entry.barred.contains(request.attempt())) {
      return new Placed.AttemptRevoked();
    }
    Placed refusal = entry.refusals.get(request.attempt());
    if (refusal != null) {
      return refusal;
    }
    Placed placed = claim(request, words, entry);
    if (!(placed instanceof Placed.Accepted)) {
      entry.refusals.put(request.attempt(), placed);
    }
    return placed;
  }

  private Placed placedBefore(BookedOrder before, OrderRequest request) {
    if (!before.request().attempt().equals(request.attempt())) {
      return new Placed.OtherAttempt(before.order(), before.request().attempt());
    }
    if (before.amount() != request.totals().total()) {
      throw new ProviderException(Port.ORDERS, Kind.CONTRACT);
    }
    return new Placed.Accepted(before.order(), levels(before));
  }

  private Placed claim(OrderRequest request, Set<String> words, RegisterEntry entry) {
    if (words.contains(Magic.ORDER_REJECTED)) {
      return new Placed.Rejected("blocked");
    }
    Placed refusal = recount.refusal(request, words.contains(Magic.ORDER_TOTAL_CHANGED));
    if (refusal != null) {
      return refusal;
    }
    List<String> limited = BookedOrder.limitedCodes(request.contents().promotions());
    if (!codes.use(limited)) {
      return new Placed.Rejected("code-used");
    }
    return switch (take(request.contents().lines())) {
      case Stock.Claim.Lacking(Map<String, Long> available) -> {
        codes.giveBack(limited);
        yield new Placed.OutOfStock(shortages(request.contents().lines(), available));
      }
      case Stock.Claim.Taken(List<StockLevel> levels) ->
          new Placed.Accepted(book(request, entry), levels);
    };
  }

  private Stock.Claim take(List<Line> lines) {
    Map<String, Long> units = BookedOrder.units(lines);
    return units.containsKey(Magic.CLAIM_OUT_OF_STOCK)
        ? new Stock.Claim.Lacking(Map.of(Magic.CLAIM_OUT_OF_STOCK, 0L))
        : stock.claim(units);
  }

  private static List<Shortage> shortages(List<Line> lines, Map<String, Long> available) {
    List<Shortage> shortages = new ArrayList<>();
    for (Line line : lines) {
      Long units = available.get(line.sku());
      if (units != null) {
        shortages.add(new Shortage(line.id(), line.sku(), units));
      }
    }
    return List.copyOf(shortages);
  }

  private Order book(OrderRequest request, RegisterEntry entry) {
    int number = nextNumber++;
    Order order =
        new Order("order-" + number, "B-" + number, null, clock.instant(), Order.Status.PLACED);
    BookedOrder booked = new BookedOrder(request, order, null);
    entry.order = booked;
    orders.put(order.number(), booked);
    provisional.add(booked);
    return order;
  }

  @Override
  public Settled settle(String checkout, String attempt, boolean paid) {
    return change(
        "settle " + checkout + " " + attempt,
        magicOf(checkout),
        () -> {
          RegisterEntry entry = entry(checkout);
          BookedOrder order = entry.order;
          if (order != null && order.request().attempt().equals(attempt)) {
            return settled(entry, order, paid);
          }
          BookedOrder undone = entry.undone.get(attempt);
          if (undone == null) {
            return new Settled.NoSuchOrder();
          }
          return paid ? new Settled.Contradicts(false) : new Settled.Done(levels(undone));
        });
  }

  private Settled settled(RegisterEntry entry, BookedOrder order, boolean paid) {
    if (order.settled() != null) {
      return paid ? new Settled.Done(List.of()) : new Settled.Contradicts(true);
    }
    BookedOrder settled = order.settled(paid);
    orders.put(order.order().number(), settled);
    provisional.remove(order);
    if (paid) {
      entry.order = settled;
      return new Settled.Done(List.of());
    }
    entry.order = null;
    entry.barred.add(order.request().attempt());
    entry.undone.put(order.request().attempt(), settled);
    codes.giveBack(order.limitedCodes());
    return new Settled.Done(stock.giveBack(order.units()));
  }

  private List<StockLevel> levels(BookedOrder order) {
    return List.copyOf(stock.levels(order.units().keySet()).values());
  }

  @Override
  public Revoked revoke(String checkout, String attempt) {
    return change(
        "revoke " + checkout + " " + attempt,
        magicOf(checkout),
        () -> {
          RegisterEntry entry = entry(checkout);
          BookedOrder order = entry.order;
          if (order != null && order.request().attempt().equals(attempt)) {
            return new Revoked.IsTheOrder(order.order(), order.settled() != null);
          }
          entry.barred.add(attempt);
          return new Revoked.Barred();
        });
  }

  @Override
  public Closed close(String checkout) {
    return change(
        "close " + checkout,
        magicOf(checkout),
        () -> {
          RegisterEntry entry = entry(checkout);
          BookedOrder order = entry.order;
          if (order != null) {
            return new Closed.HasOrder(order.order(), order.request().attempt());
          }
          entry.closed = true;
          return new Closed.Done();
        });
  }

  @Override
  public Entry lookUp(String checkout) {
    return gate.read(
        Port.ORDERS,
        Set.of(),
        () -> {
          synchronized (this) {
            RegisterEntry entry = register.get(checkout);
            return entry == null ? new Entry.None(Set.of()) : entry.shown();
          }
        });
  }

  @Override
  public Unsettled unsettled(int limit, @Nullable String cursor) {
    return gate.read(
        Port.ORDERS,
        Set.of(),
        () -> {
          synchronized (this) {
            return provisional.page(limit, cursor);
          }
        });
  }

  /** The books: every order, oldest first; those undone are voided. */
  public synchronized List<BookedOrder> orders() {
    return List.copyOf(orders.values());
  }

  /** Units of a SKU in orders that stand, paid or not yet. */
  public long sold(String sku) {
    return orders().stream()
        .filter(order -> order.order().status() == Order.Status.PLACED)
        .mapToLong(order -> order.units().getOrDefault(sku, 0L))
        .sum();
  }

  synchronized void reset() {
    register.clear();
    orders.clear();
    provisional.clear();
    nextNumber = FIRST_NUMBER;
  }

  private RegisterEntry entry(String checkout) {
    return register.computeIfAbsent(checkout, id -> new RegisterEntry());
  }

  private synchronized Set<Effect> magicOf(String checkout) {
    RegisterEntry entry = register.get(checkout);
    BookedOrder order = entry == null ? null : entry.order;
    return order == null ? Set.of() : Magic.effects(Port.ORDERS, words(order.request()));
  }

  private static Set<String> words(OrderRequest request) {
    @Nullable Customer customer = request.contents().personal().customer();
    return Magic.words(request.contents().lines(), customer);
  }

  private <T> T change(String call, Set<Effect> magic, Supplier<T> change) {
    return gate.change(
        Port.ORDERS,
        call,
        magic,
        () -> {
          synchronized (this) {
            return change.get();
          }
        });
  }
}
