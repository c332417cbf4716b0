package dev.baton.reservation;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

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
    require(policy.unpaidShare() >= 0 && policy.unpaidShare() <= 1, "unpaid-share is 0 to 1");
    require(policy.figure().isPositive(), "figure is longer than nothing");
    require(policy.halfLife().isPositive(), "half-life is longer than nothing");
    require(policy.lead().isPositive(), "lead is longer than nothing");
    require(policy.shortest().isPositive(), "shortest is longer than nothing");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException("baton.reservation." + otherwise);
    }
  }

  /** The first shopper should not wait for a connection. */
  void connect(@Observes StartupEvent started) {
    line.open();
  }

  @Produces
  @ApplicationScoped
  Holds holds(HeardDemand heard, MeterRegistry registry) {
    return new TimedHolds(
        new RedisHolds(calls, policy.figure(), policy.unpaidShare(), heard), registry);
  }

  @Produces
  @Singleton
  HeardDemand heardDemand(InstantSource clock) {
    return new HeardDemand(clock, policy.halfLife());
  }

  @Produces
  @ApplicationScoped
  RecordStore recordStore() {
    return new RedisRecordStore(calls);
  }

  @Produces
  @ApplicationScoped
  Agenda agenda() {
    return new RedisAgenda(calls);
  }
}
