package dev.baton.reservation;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes what Redis keeps out of the framework's client and the configuration. */
@ApplicationScoped
class ReservationBeans {
  private final RedisNodes nodes;
  private final RedisCalls calls;
  private final ReservationPolicy policy;

  ReservationBeans(
      RedisSettings settings, Redis redis, Vertx vertx, ReservationPolicy policy, Tracer tracer) {
    ReservationRules.problems(policy).stream()
        .findFirst()
        .ifPresent(problem -> {
          throw new IllegalStateException(problem.says());
        });
    this.nodes = settings.nodes(redis, vertx);
    var replicas = new Replicas(policy.replicas(), policy.replicasTimeout());
    this.calls = new RedisCalls(nodes, policy.timeout(), replicas, tracer);
    this.policy = policy;
  }

  /** The first shopper should not wait for a connection. */
  void connect(@Observes StartupEvent started) {
    nodes.open();
  }

  @Produces
  @ApplicationScoped
  RedisNodes nodes() {
    return nodes;
  }

  @Produces
  @ApplicationScoped
  Holds holds(HeardDemand heard, MeterRegistry registry) {
    return new TimedHolds(
        new RedisHolds(calls, policy.figure(), policy.unpaidShare(), heard), heard, registry);
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

  @Produces
  @ApplicationScoped
  Agendas agendas() {
    return name -> new RedisAgenda(calls, name);
  }
}
