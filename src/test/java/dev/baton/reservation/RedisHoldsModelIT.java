package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.StockLevel;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Redis and a plain model of the holds are asked the same, and must agree after every call. */
class RedisHoldsModelIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final double SHARE = 0.7;
  private static final List<Place> PLACES =
      List.of(new Place("a", "x"), new Place("a", "y"), new Place("b", "x"));
  private static final List<String> CHECKOUTS = List.of("c1", "c2", "c3");

  private static RedisUnderTest redis;
  private static RedisHolds holds;

  @BeforeContainer
  static void start() {
    redis = new RedisUnderTest().patiently();
    holds = redis.holds(SHARE);
  }

  @AfterContainer
  static void stop() {
    redis.close();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
  void redisAndTheModelAgree(@ForAll("calls") List<Call> calls) {
    redis.send(Command.FLUSHALL);
    var model = new Model();
    for (var call : calls) {
      avoidEnds(model);
      var begin = now();
      switch (call) {
        case Take take -> {
          var before = model.placesOf(take.checkout());
          var actual =
              holds.take(take.checkout(), take.wants(), before, take.lasting(), take.committing());
          var end = now();
          if (model.somethingEnds(begin, end)) {
            return;
          }
          var refused = model.take(take, begin);
          assertEquals(refused, actual instanceof Taken.Short s ? s : null, call.toString());
          model.adoptEnds(take, begin, end);
        }
        case Release release -> {
          holds.release(release.checkout(), release.places(), release.figures());
          model.release(release);
        }
        case Pass() ->
            await().pollInterval(Duration.ofMillis(5)).until(() -> now() > model.lastShortEnd());
      }
      model.compare(now(), call);
    }
  }

  @Provide
  Arbitrary<List<Call>> calls() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(7, takes()),
            net.jqwik.api.Tuple.of(2, releases()),
            net.jqwik.api.Tuple.of(1, Arbitraries.just((Call) new Pass())))
        .list()
        .ofMinSize(2)
        .ofMaxSize(25);
  }

  private static Arbitrary<Call> takes() {
    return Combinators.combine(
            Arbitraries.of(CHECKOUTS),
            wants().list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.of(LONG, LONG, SHORT),
            Arbitraries.of(true, false))
        .as(Take::new);
  }

  private static Arbitrary<Want> wants() {
    return Combinators.combine(
            Arbitraries.of(PLACES),
            Arbitraries.longs().between(0, 6),
            Arbitraries.longs().between(0, 12),
            Arbitraries.longs().between(8, 11))
        .as((p, quantity, onHand, rev) -> new Want(p.sku(), p.location(), quantity, onHand, rev));
  }

  private static Arbitrary<Call> releases() {
    var figures =
        Combinators.combine(
                Arbitraries.of(PLACES),
                Arbitraries.longs().between(0, 12),
                Arbitraries.longs().between(8, 11))
            .as((p, onHand, rev) -> new StockLevel(p.sku(), p.location(), onHand, rev));
    return Combinators.combine(
            Arbitraries.of(CHECKOUTS),
            Arbitraries.of(PLACES).list().ofMaxSize(3),
            figures.list().ofMaxSize(2))
        .as(Release::new);
  }

  private static long now() {
    return redis.records().load("clock").now().toEpochMilli();
  }

  /** A hold that ends in the middle of a call would leave it open what the right answer is. */
  private static void avoidEnds(Model model) {
    await()
        .pollInterval(Duration.ofMillis(3))
        .until(() -> {
          var now = now();
          return !model.somethingEnds(now, now + 25);
        });
  }

  sealed interface Call {}

  record Take(String checkout, List<Want> wants, Duration lasting, boolean committing)
      implements Call {}

  record Release(String checkout, List<Place> places, List<StockLevel> figures) implements Call {}

  record Pass() implements Call {}

  private record Hold(long units, boolean committing, long ends) {}

  private static final class Stock {
    final Map<String, Hold> holds = new TreeMap<>();
    long onHand;
    long revision = -1;

    void learn(long newOnHand, long newRevision) {
      if (newRevision >= revision) {
        onHand = newOnHand;
        revision = newRevision;
      }
    }

    long available(String checkout, boolean committing, long now) {
      var others =
          holds.entrySet().stream()
              .filter(e -> !e.getKey().equals(checkout) && e.getValue().ends() > now)
              .map(Map.Entry::getValue)
              .toList();
      var free = onHand - others.stream().mapToLong(Hold::units).sum();
      var unpaid = others.stream().filter(h -> !h.committing()).mapToLong(Hold::units).sum();
      return committing ? free : Math.min(free, (long) Math.floor(onHand * SHARE + 1e-9) - unpaid);
    }
  }

  /** The holds as one would explain them; times are Redis'. */
  private static final class Model {
    private final Map<Place, Stock> stocks = new LinkedHashMap<>();

    Model() {
      PLACES.forEach(place -> stocks.put(place, new Stock()));
    }

    private Stream<Hold> all() {
      return stocks.values().stream().flatMap(stock -> stock.holds.values().stream());
    }

    boolean somethingEnds(long from, long to) {
      return all().anyMatch(hold -> hold.ends() >= from && hold.ends() <= to);
    }

    long lastShortEnd() {
      var soon = now() + SHORT.toMillis();
      return all().mapToLong(Hold::ends).filter(ends -> ends <= soon).max().orElse(0);
    }

    List<Place> placesOf(String checkout) {
      return PLACES.stream().filter(p -> stocks.get(p).holds.containsKey(checkout)).toList();
    }

    /** The refusal, or null and the holds are taken. */
    Taken.Short take(Take call, long now) {
      var wanted =
          new TreeMap<Place, Long>(Comparator.comparing(Place::sku).thenComparing(Place::location));
      var newest = new HashMap<Place, Want>();
      for (var want : call.wants()) {
        wanted.merge(want.place(), want.quantity(), Long::sum);
        newest.merge(want.place(), want, (a, b) -> a.revision() > b.revision() ? a : b);
      }
      for (var place : wanted.keySet()) {
        var stock = stocks.get(place);
        stock.learn(newest.get(place).onHand(), newest.get(place).revision());
        var available = stock.available(call.checkout(), call.committing(), now);
        if (wanted.get(place) > available) {
          return new Taken.Short(place.sku(), place.location(), Math.max(0, available));
        }
      }
      stocks.forEach((place, stock) -> {
        stock.holds.remove(call.checkout());
        if (wanted.getOrDefault(place, 0L) > 0) {
          stock.holds.put(call.checkout(), new Hold(wanted.get(place), call.committing(), -1));
        }
      });
      return null;
    }

    /** The model can't know the millisecond at which Redis took a hold, only its bounds. */
    void adoptEnds(Take call, long begin, long end) {
      stocks.forEach((place, stock) ->
          stock.holds.computeIfPresent(
              call.checkout(),
              (checkout, hold) -> {
                if (hold.ends() >= 0) {
                  return hold;
                }
                var ends = ends(place, checkout);
                var lasting = call.lasting().toMillis();
                assertTrue(ends >= begin + lasting && ends <= end + lasting, call.toString());
                return new Hold(hold.units(), hold.committing(), ends);
              }));
    }

    void release(Release call) {
      call.places().forEach(place -> stocks.get(place).holds.remove(call.checkout()));
      var newest = new HashMap<Place, StockLevel>();
      for (var level : call.figures()) {
        var place = new Place(level.sku(), level.location());
        newest.merge(place, level, (a, b) -> a.revision() > b.revision() ? a : b);
      }
      newest.forEach((place, level) -> stocks.get(place).learn(level.onHand(), level.revision()));
    }

    void compare(long now, Call after) {
      stocks.forEach((place, stock) -> {
        stock.holds.values().removeIf(hold -> hold.ends() <= now);
        var expected = new TreeMap<String, String>();
        stock.holds.forEach((checkout, hold) ->
            expected.put(checkout, hold.units() + (hold.committing() ? "c " : " ") + hold.ends()));
        var actual = actual(place, now);
        if (now() >= stock.holds.values().stream().mapToLong(Hold::ends).min().orElse(now() + 1)) {
          return;
        }
        assertEquals(expected, actual, place + " after " + after);
        assertEquals(redis.heldOneByOne(place), redis.held(place), place + " after " + after);
        assertEquals(
            redis.unpaidOneByOne(place), redis.sum(place, "#unpaid"), place + " after " + after);
      });
    }

    private static Map<String, String> actual(Place place, long now) {
      var actual = new TreeMap<String, String>();
      var units = redis.send(Command.HGETALL, Keys.stock(place).get(1));
      for (var checkout : new TreeSet<>(units.getKeys())) {
        if (!checkout.startsWith("#") && ends(place, checkout) > now) {
          var value = units.get(checkout).toString();
          actual.put(checkout, value + " " + ends(place, checkout));
        }
      }
      return actual;
    }

    private static long ends(Place place, String checkout) {
      var score = redis.send(Command.ZSCORE, Keys.stock(place).get(0), checkout);
      return score == null ? -1 : (long) score.toDouble().doubleValue();
    }
  }
}
