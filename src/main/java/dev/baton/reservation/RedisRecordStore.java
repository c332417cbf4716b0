package dev.baton.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records, one hash each; see load.lua and save.lua. */
final class RedisRecordStore implements RecordStore {
  private final RedisCalls redis;

  RedisRecordStore(RedisCalls redis) {
    this.redis = redis;
  }

  @Override
  public Loaded load(String checkout) {
    var answer = redis.run(RedisScript.LOAD, Keys.record(checkout), List.of());
    var body = answer.get(3);
    var owner = answer.get(4);
    return new Loaded(
        answer.get(2).toLong(),
        body == null ? null : body.toString(),
        owner == null ? null : owner.toString(),
        Duration.ofMillis(answer.get(5).toLong()),
        Instant.ofEpochMilli(answer.get(1).toLong()));
  }

  @Override
  public Saved save(
      String checkout,
      long expected,
      String body,
      String owner,
      @Nullable Duration lease,
      Duration lasting) {
    var args =
        List.of(
            Long.toString(expected),
            body,
            owner,
            Long.toString(lease == null ? 0 : lease.toMillis()),
            Long.toString(lasting.toMillis()));
    var answer = redis.run(RedisScript.SAVE, Keys.record(checkout), args);
    return answer.get(0).toString().equals("saved")
        ? new Saved.Done(answer.get(2).toLong())
        : new Saved.Conflict();
  }
}
