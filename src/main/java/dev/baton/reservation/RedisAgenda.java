package dev.baton.reservation;

import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The agenda, two keys a part: a sorted set of when, and a hash of since when. */
final class RedisAgenda implements Agenda {
  /** Longer than any record lasts that an entry is about. */
  private static final String LASTING = Long.toString(Duration.ofDays(32).toMillis());

  private final RedisCalls redis;
  private final String name;

  RedisAgenda(RedisCalls redis) {
    this(redis, "");
  }

  /**
   * One that has nothing to do with those of other names.
   *
   * @param name empty for the reconciler's
   */
  RedisAgenda(RedisCalls redis, String name) {
    this.redis = redis;
    this.name = name;
  }

  @Override
  public long enter(String checkout, Duration delay) {
    return enter(checkout, delay, "any");
  }

  @Override
  public void enterNew(String checkout) {
    enter(checkout, Duration.ZERO, "new");
  }

  private long enter(String checkout, Duration delay, String which) {
    var args = List.of(checkout, Long.toString(Math.max(0, delay.toMillis())), which, LASTING);
    return redis
        .run(RedisScript.AGENDA_ENTER, Keys.agenda(name, part(checkout)), args)
        .get(2)
        .toLong();
  }

  @Override
  public Claimed claim(int part, int most, Duration visible) {
    var args = List.of(Integer.toString(most), Long.toString(visible.toMillis()));
    var answer = redis.run(RedisScript.AGENDA_CLAIM, Keys.agenda(name, part), args);
    var now = Instant.ofEpochMilli(answer.get(1).toLong());
    var entries = new ArrayList<Entry>();
    for (var at = 3; at < answer.size(); at += 3) {
      entries.add(
          new Entry(
              answer.get(at).toString(),
              answer.get(at + 1).toLong(),
              since(answer.get(at + 2), now),
              now));
    }
    return new Claimed(entries, Duration.ofMillis(answer.get(2).toLong()));
  }

  private static Instant since(Response micros, Instant now) {
    var since =
        Instant.EPOCH.plus(micros.toLong(), ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
    return since.isAfter(now) ? now : since;
  }

  @Override
  public void drop(String checkout, long mark) {
    redis.run(
        RedisScript.AGENDA_DROP,
        Keys.agenda(name, part(checkout)),
        List.of(checkout, Long.toString(mark)));
  }

  @Override
  public boolean takeTurn(String name, Duration lasting) {
    var args = List.of(Long.toString(lasting.toMillis()));
    return redis.run(RedisScript.TURN, Keys.turn(name), args).get(0).toString().equals("taken");
  }

  private static int part(String checkout) {
    return Math.floorMod(checkout.hashCode(), PARTS);
  }
}
