package dev.baton.reservation;

import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes what Redis keeps out of the framework's client and the configuration. */
@ApplicationScoped
class ReservationBeans {
  private final RedisCalls calls;
  private final ReservationPolicy policy;

  ReservationBeans(
      Redis redis,
      ReservationPolicy policy,
      @ConfigProperty(name = "quarkus.redis.max-pool-size") int connections) {
    this.calls = new RedisCalls(redis, connections, policy.timeout());
    this.policy = policy;
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
