package dev.baton.reservation;

import dev.baton.checkout.Demand;
import dev.baton.checkout.StockLevel;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The holds, three keys for each SKU at each location; see stock.lua. */
final class RedisHolds implements Holds {
  /** Everybody takes several SKUs in this order, so that two can't refuse each other. */
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::sku).thenComparing(Place::location);

  /**
   * Until every SKU is granted, a committing hold lasts only this long: it would otherwise outlive
   * a crash in between by days.
   */
  private static final Duration PROVISIONAL = Duration.ofMinutes(1);

  /** Ended holds dropped by one call: a fraction of a millisecond of Redis' time. */
  private static final int PURGE_LIMIT = 200;

  private final RedisCalls redis;
  private final String figureMillis;
  private final String unpaidThousandths;
  private final String halfLifeMillis;
  private final double perMinute;
  private final HeardDemand heard;

  /**
   * @param figure how long a figure is remembered
   * @param unpaidShare the part of the stock, 0 to 1, that unpaid holds may take together
   * @param heard is told of the demand for whatever is taken
   */
  RedisHolds(RedisCalls redis, Duration figure, double unpaidShare, HeardDemand heard) {
    this.redis = redis;
    this.figureMillis = millis(figure);
    this.heard = heard;
    this.halfLifeMillis = millis(heard.halfLife());
    this.perMinute = Math.log(2) * Duration.ofMinutes(1).toMillis() / heard.halfLife().toMillis();
    this.unpaidThousandths = Long.toString(Math.round(unpaidShare * 1000));
  }

  @Override
  public Taken take(
      String checkout, List<Want> wants, List<Place> before, Duration lasting, Backing backing) {
    var byPlace = byPlace(wants);
    var granted = new ArrayList<Granted>();
    for (var want : byPlace.values()) {
      var isLast = granted.size() == byPlace.size() - 1;
      var committing = backing == Backing.STANDING;
      var first = committing && !isLast ? shorter(lasting, PROVISIONAL) : lasting;
      switch (take(checkout, want, first, backing)) {
        case Granted grant -> {
          granted.add(grant);
          giveBackUnless(grant.acknowledged(), checkout, granted);
        }
        case Refused refused -> {
          giveBack(checkout, granted);
          return refused.reason();
        }
      }
    }
    var until = settle(checkout, granted, lasting, backing);
    var unwanted = new TreeSet<>(ORDER);
    unwanted.addAll(before);
    unwanted.removeAll(byPlace.keySet());
    unwanted.forEach(place -> release(checkout, place, null));
    return new Taken.Held(until);
  }

  @Override
  public void release(String checkout, List<Place> places, List<StockLevel> figures) {
    var levels = new TreeMap<Place, StockLevel>(ORDER);
    for (var level : figures) {
      var place = new Place(level.sku(), level.location());
      levels.merge(place, level, (a, b) -> a.revision() > b.revision() ? a : b);
    }
    var all = new TreeSet<>(ORDER);
    all.addAll(places);
    all.addAll(levels.keySet());
    for (var place : all) {
      release(places.contains(place) ? checkout : "", place, levels.get(place));
    }
  }

  /** Two lines may want the same SKU; its units are taken together, on the newest figure. */
  private static SortedMap<Place, Want> byPlace(List<Want> wants) {
    var byPlace = new TreeMap<Place, Want>(ORDER);
    for (var want : wants) {
      byPlace.merge(want.place(), want, RedisHolds::together);
    }
    return byPlace;
  }

  private static Want together(Want a, Want b) {
    var newest = a.revision() > b.revision() ? a : b;
    var quantity = Math.addExact(a.quantity(), b.quantity());
    return new Want(a.sku(), a.location(), quantity, newest.onHand(), newest.revision());
  }

  private Attempt take(String checkout, Want want, Duration lasting, Backing backing) {
    var args =
        List.of(
            checkout,
            Long.toString(want.quantity()),
            millis(lasting),
            word(backing),
            Long.toString(want.onHand()),
            Long.toString(want.revision()),
            figureMillis,
            unpaidThousandths,
            Integer.toString(PURGE_LIMIT),
            halfLifeMillis);
    while (true) {
      var done = redis.runAcknowledged(RedisScript.TAKE, Keys.stock(want.place()), args);
      var answer = done.answer();
      switch (word(answer)) {
        case "held" -> {
          hear(want.place(), answer.get(6));
          return Granted.of(want, lasting, answer, done.enough());
        }
        case "short" -> {
          hear(want.place(), answer.get(3));
          var available = answer.get(2).toLong();
          return new Refused(new Taken.Short(want.sku(), want.location(), available));
        }
        // 'again': more ended holds are in the way than one call drops, but each drops some.
        default -> heard.ended(answer.get(2).toLong());
      }
    }
  }

  /** Gives every hold its final units and end; only now may a hold shrink. */
  private Instant settle(
      String checkout, List<Granted> granted, Duration lasting, Backing backing) {
    granted.replaceAll(grant -> {
      if (grant.isFinal(lasting)) {
        return grant;
      }
      var adjusted = adjust(checkout, grant, lasting, backing);
      var now = new ArrayList<>(granted);
      now.set(granted.indexOf(grant), adjusted);
      giveBackUnless(adjusted.acknowledged(), checkout, now);
      return adjusted;
    });
    return granted.stream()
        .map(Granted::until)
        .min(Comparator.naturalOrder())
        .orElseGet(() -> now(checkout).plus(lasting));
  }

  private Granted adjust(String checkout, Granted grant, Duration lasting, Backing backing) {
    var want = grant.want();
    var args = List.of(checkout, Long.toString(want.quantity()), millis(lasting), word(backing));
    var done = redis.runAcknowledged(RedisScript.ADJUST, Keys.stock(want.place()), args);
    if (!word(done.answer()).equals("held")) {
      throw new RedisUnavailableException(new IllegalStateException("a new hold was lost"));
    }
    return grant.adjusted(lasting, done.answer(), done.enough());
  }

  /** In a failover such a hold would be gone, and its units sold again. */
  private void giveBackUnless(boolean acknowledged, String checkout, List<Granted> granted) {
    if (!acknowledged) {
      giveBack(checkout, granted);
      throw new UnacknowledgedHoldException();
    }
  }

  private void giveBack(String checkout, List<Granted> granted) {
    granted.reversed().forEach(grant -> putBack(checkout, grant));
  }

  private void putBack(String checkout, Granted grant) {
    var args =
        List.of(
            checkout,
            Long.toString(grant.until().toEpochMilli()),
            Long.toString(grant.unitsBefore()),
            Long.toString(grant.endBefore()),
            flag(grant.committingBefore()));
    redis.run(RedisScript.PUT_BACK, Keys.stock(grant.want().place()), args);
  }

  private void release(String checkout, Place place, @Nullable StockLevel level) {
    var args =
        level == null
            ? List.of(checkout, "", "", "", "")
            : List.of(
                checkout,
                Long.toString(level.onHand()),
                Long.toString(level.revision()),
                figureMillis,
                halfLifeMillis);
    redis.run(RedisScript.RELEASE, Keys.stock(place), args);
  }

  private Instant now(String checkout) {
    var answer = redis.run(RedisScript.LOAD, Keys.record(checkout), List.of());
    return Instant.ofEpochMilli(answer.get(1).toLong());
  }

  private static String word(Response answer) {
    return answer.get(0).toString();
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static String word(Backing backing) {
    return backing.name().toLowerCase(Locale.ROOT);
  }

  private void hear(Place place, Response counted) {
    heard.hear(place, demand(counted));
    heard.ended(counted.get(4).toLong());
  }

  /** Of a steady rate, what is counted settles at rate * half-life / ln 2. */
  private Demand demand(Response counted) {
    return new Demand(
        counted.get(0).toLong(),
        counted.get(1).toLong(),
        Double.parseDouble(counted.get(2).toString()) * perMinute,
        Double.parseDouble(counted.get(3).toString()) * perMinute);
  }

  private static String flag(boolean value) {
    return value ? "1" : "0";
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** What became of one SKU of several. */
  private sealed interface Attempt {}

  private record Refused(Taken.Short reason) implements Attempt {}

  /** Taken, with what was held before: to be put back if another SKU is refused. */
  private record Granted(
      Want want,
      Duration lasting,
      Instant until,
      long unitsBefore,
      long endBefore,
      boolean committingBefore,
      boolean acknowledged)
      implements Attempt {
    static Granted of(Want want, Duration lasting, Response answer, boolean acknowledged) {
      return new Granted(
          want,
          lasting,
          Instant.ofEpochMilli(answer.get(2).toLong()),
          answer.get(3).toLong(),
          answer.get(4).toLong(),
          answer.get(5).toLong() == 1,
          acknowledged);
    }

    /** The units that it gave up are not to be put back: others may have them by now. */
    Granted adjusted(Duration lasting, Response answer, boolean acknowledged) {
      return new Granted(
          want,
          lasting,
          Instant.ofEpochMilli(answer.get(2).toLong()),
          Math.min(unitsBefore, want.quantity()),
          endBefore,
          committingBefore,
          acknowledged);
    }

    boolean isFinal(Duration finallyLasting) {
      return lasting.equals(finallyLasting) && unitsBefore <= want.quantity();
    }
  }
}
