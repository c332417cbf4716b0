package dev.baton.reservation;

import io.quarkus.arc.Unremovable;
import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code quarkus.redis.*} says about Redis: kind, nodes, password, TLS and pool. */
@Unremovable
@ApplicationScoped
class RedisSettings implements RedisOptionsCustomizer {
  private volatile @Nullable RedisOptions options;

  /**
   * Sees what the framework has made of the configuration, and has names of certificates checked
   * where it doesn't say how: the client refuses to connect otherwise.
   */
  @Override
  public void customize(String clientName, RedisOptions options) {
    var net = options.getNetClientOptions();
    if (net.isSsl() && net.getHostnameVerificationAlgorithm() == null) {
      net.setHostnameVerificationAlgorithm("HTTPS");
    }
    this.options = new RedisOptions(options);
  }

  /**
   * The nodes to ask.
   *
   * @param redis the framework's client, which serves for a standalone one
   */
  RedisNodes nodes(Redis redis, Vertx vertx) {
    var known = options;
    if (known == null) {
      return new OneNode(new RedisLine(redis));
    }
    return switch (known.getType()) {
      case CLUSTER -> cluster(known, vertx);
      case SENTINEL ->
          new SentinelNodes(known.getEndpoints(), known.getMasterName(), clients(known, vertx));
      case STANDALONE, REPLICATION -> new OneNode(new RedisLine(redis));
    };
  }

  /** How Redis is reached; empty before its client was made. */
  Optional<RedisAccess> access() {
    return Optional.ofNullable(options).map(RedisAccess::of);
  }

  /** A cluster of any number of nodes. */
  static ClusterNodes cluster(RedisOptions options, Vertx vertx) {
    var seeds = options.getEndpoints().stream().map(URI::create).toList();
    return new ClusterNodes(seeds, clients(options, vertx));
  }

  private static Function<String, Redis> clients(RedisOptions options, Vertx vertx) {
    return address ->
        Redis.createClient(
            vertx,
            new RedisOptions(options)
                .setType(RedisClientType.STANDALONE)
                .setEndpoints(List.of(address)));
  }
}
