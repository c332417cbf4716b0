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
   * @param redis the framework's client, which serves for all kinds but a cluster
   */
  RedisNodes nodes(Redis redis, Vertx vertx) {
    var known = options;
    return known != null && known.getType() == RedisClientType.CLUSTER
        ? cluster(known, vertx)
        : new OneNode(new RedisLine(redis));
  }

  /** How Redis is reached; empty before its client was made. */
  Optional<RedisAccess> access() {
    return Optional.ofNullable(options).map(RedisAccess::of);
  }

  /** A cluster of any number of nodes. */
  static ClusterNodes cluster(RedisOptions options, Vertx vertx) {
    var seeds = options.getEndpoints().stream().map(URI::create).toList();
    return new ClusterNodes(
        seeds,
        address ->
            Redis.createClient(
                vertx,
                new RedisOptions(options)
                    .setType(RedisClientType.STANDALONE)
                    .setEndpoints(List.of(address))));
  }
}
