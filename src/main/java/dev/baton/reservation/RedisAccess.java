package dev.baton.reservation;

import dev.baton.observability.Finding;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * How Redis is reached, as far as its configuration says.
 *
 * @param password whether one is sent
 * @param tls whether connections are encrypted
 * @param certificate whether we show one of our own
 * @param near whether all of it is on this machine
 */
record RedisAccess(boolean password, boolean tls, boolean certificate, boolean near) {
  private static final String ABOUT = "redis";

  static RedisAccess of(RedisOptions options) {
    var net = options.getNetClientOptions();
    var nodes = options.getEndpoints().stream().map(URI::create).toList();
    return new RedisAccess(
        options.getPassword() != null || nodes.stream().allMatch(RedisAccess::hasPassword),
        net.isSsl() || nodes.stream().allMatch(node -> "rediss".equals(node.getScheme())),
        net.getKeyCertOptions() != null,
        nodes.stream().allMatch(RedisAccess::isNear));
  }

  private static boolean hasPassword(URI node) {
    String user = node.getRawUserInfo();
    String query = node.getRawQuery();
    return (user != null && user.contains(":")) || (query != null && query.contains("password="));
  }

  private static boolean isNear(URI node) {
    String host = node.getHost();
    return host == null
        || host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }

  List<Finding> findings(boolean production) {
    List<Finding> findings = new ArrayList<>();
    if (!password && !(tls && certificate)) {
      String says =
          "Redis is reached without a password, so whoever reaches it can free stock and read who"
              + " buys: set requirepass (or an ACL user) there, and quarkus.redis.password here";
      findings.add(production ? Finding.problem(ABOUT, says) : Finding.warning(ABOUT, says));
    }
    if (!tls && !near) {
      findings.add(
          Finding.warning(
              ABOUT,
              "Redis is reached over the network without TLS: use rediss:// in quarkus.redis.hosts,"
                  + " unless the network is your own"));
    }
    return findings;
  }
}
