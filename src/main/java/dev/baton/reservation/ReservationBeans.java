package dev.baton.reservation;

import io.quarkus.runtime.StartupEvent;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;

/** Makes what Redis keeps out of the framework's client and the configuration. */
@ApplicationScoped
class ReservationBeans {
  private final RedisLine line;
  private final RedisCalls calls;
  private final ReservationPolicy policy;

  ReservationBeans(Redis redis, ReservationPolicy policy) {
    this.line = new RedisLine(redis);
    this.calls = new RedisCalls(line, policy.timeout());
    this.policy = policy;
  }

  /** The first shopper should not wait for a connection. */
  void connect(@Observes StartupEvent started) {
    line.open();
  }

  @Produces
  @ApplicationScoped
  Holds holds() {
    return new RedisHolds(calls, policy.figure(), policy.unpaidShare());
  }

  @Produces
  @ApplicationScoped
  RecordStore recordStore() {
    return new RedisRecordStore(calls);
  }
}
