package dev.baton.sandbox;

import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.StockLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Units on hand, in one place called {@code main}; claims are taken off, holds aren't known. */
public final class Stock implements InventoryProvider {
  private static final String LOCATION = "main";
  private static final Duration VALIDITY = Duration.ofMinutes(1);

  private final Catalogue catalogue;
  private final InstantSource clock;
  private final Gate gate;
  private final Map<String, StockLevel> levels = new HashMap<>();

  Stock(Catalogue catalogue, InstantSource clock, Gate gate) {
    this.catalogue = catalogue;
    this.clock = clock;
    this.gate = gate;
  }

  @Override
  public Quote.Stock stock(QuoteRequest request) {
    return gate.quote(
        Port.INVENTORY,
        request,
        VALIDITY,
        until -> new Quote.Stock(Sandbox.NAME, until, levels(skus(request.lines()))));
  }

  private static List<String> skus(List<Line> lines) {
    return lines.stream().map(Line::sku).distinct().toList();
  }

  /** The level of a SKU, or null when it is unknown or can't run out. */
  public synchronized @Nullable StockLevel level(String sku) {
    StockLevel level = levels.get(sku);
    if (level == null) {
      Product product = catalogue.find(sku);
      Long units = product == null ? null : product.stock();
      if (units != null) {
        level = write(sku, units);
      }
    }
    return level;
  }

  /** The levels of those SKUs that have one. */
  synchronized Map<String, StockLevel> levels(Collection<String> skus) {
    Map<String, StockLevel> found = new LinkedHashMap<>();
    for (String sku : skus) {
      StockLevel level = level(sku);
      if (level != null) {
        found.put(sku, level);
      }
    }
    return found;
  }

  /**
   * Sets the units on hand, as after a delivery or a count.
   *
   * @param units 0 or more
   * @return the new level, or null when the SKU is unknown or can't run out
   */
  public synchronized @Nullable StockLevel set(String sku, long units) {
    if (units < 0) {
      throw new IllegalArgumentException("units on hand are 0 or more");
    }
    return level(sku) == null ? null : write(sku, units);
  }

  /** What a claim came to. */
  sealed interface Claim {
    /** All units were taken; the new levels. */
    record Taken(List<StockLevel> levels) implements Claim {}

    /** None was; what there is of those SKUs that are short. */
    record Lacking(Map<String, Long> available) implements Claim {}
  }

  /** Takes all these units, or none. */
  synchronized Claim claim(Map<String, Long> units) {
    Map<String, Long> lacking = new LinkedHashMap<>();
    units.forEach((sku, wanted) -> {
      StockLevel level = level(sku);
      if (level != null && level.onHand() < wanted) {
        lacking.put(sku, level.onHand());
      }
    });
    return lacking.isEmpty() ? new Claim.Taken(add(units, -1)) : new Claim.Lacking(lacking);
  }

  /** Gives a claim's units back; returns the new levels. */
  synchronized List<StockLevel> giveBack(Map<String, Long> units) {
    return add(units, 1);
  }

  private List<StockLevel> add(Map<String, Long> units, int sign) {
    List<StockLevel> changed = new ArrayList<>();
    units.forEach((sku, number) -> {
      StockLevel level = level(sku);
      if (level != null) {
        changed.add(write(sku, level.onHand() + sign * number));
      }
    });
    return List.copyOf(changed);
  }

  /** Back to the figures at the start, as a newer revision: who saw the old ones must believe. */
  synchronized void reset() {
    for (String sku : List.copyOf(levels.keySet())) {
      Product product = catalogue.find(sku);
      if (product != null && product.stock() != null) {
        write(sku, product.stock());
      }
    }
  }

  /**
   * Revisions follow the clock (milliseconds), so that they grow over a restart as well: nothing
   * else is kept, and an old revision in someone's memory would beat every new figure.
   */
  private StockLevel write(String sku, long units) {
    StockLevel before = levels.get(sku);
    long revision = Math.max(clock.millis(), before == null ? 1 : before.revision() + 1);
    StockLevel level = new StockLevel(sku, LOCATION, units, revision);
    levels.put(sku, level);
    return level;
  }
}
