package dev.baton.reservation;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A Redis cluster: one line to each node that is needed, and the map of slots.
 *
 * <p>The client's own cluster connection wants all nodes: while one of them is down, no slot could
 * be reached. Here only the slots of that node are down, until a replica is promoted.
 */
final class ClusterNodes implements RedisNodes {
  /** Of one call: redirections, and waiting for keys that are moving. */
  private static final int MOST_TRIES = 20;

  /** How long one node has to say who has which slot. */
  private static final Duration MAP_PATIENCE = Duration.ofMillis(500);

  /** Between two tries of a script whose keys are moving one by one. */
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final List<String> seeds;
  private final String scheme;
  private final String authority;
  private final Function<String, Redis> clients;
  private final Map<String, RedisLine> lines = new ConcurrentHashMap<>();
  private final Learnt<SlotMap> map =
      new Learnt<>("redis-slots", this::askForMap, found -> forgetAllBut(found.nodes()));

  /**
   * @param seeds the configured nodes, any one of which knows the others; all have the same user,
   *     password and scheme
   * @param clients makes the client of a single node from its address
   */
  ClusterNodes(List<URI> seeds, Function<String, Redis> clients) {
    var first = seeds.getFirst();
    this.seeds = seeds.stream().map(ClusterNodes::hostAndPort).toList();
    this.scheme = first.getScheme();
    this.authority = first.getRawUserInfo() == null ? "" : first.getRawUserInfo() + "@";
    this.clients = clients;
  }

  private static String hostAndPort(URI uri) {
    return uri.getHost() + ":" + (uri.getPort() < 0 ? 6379 : uri.getPort());
  }

  /** Learns the map; the first call to each node connects to it. */
  @Override
  public void open() {
    map.anew();
  }

  @Override
  public <T> T ask(String key, long deadline, Question<T> question) {
    var hop = new Hop(primary(key, deadline), false);
    for (int tries = 1; ; tries++) {
      try {
        return question.of(line(hop.node()), hop.moving());
      } catch (RedisUnavailableException e) {
        hop = next(hop, e, key, deadline);
        if (tries == MOST_TRIES || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  @Override
  public <T> Map<String, T> askEach(long deadline, Function<RedisLine, T> question) {
    Map<String, T> answers = new TreeMap<>();
    for (var node : map.get(deadline).primaries()) {
      answers.put(node, question.apply(line(node)));
    }
    return answers;
  }

  @Override
  public Presence presence(long deadline) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          map.get(deadline).primaries().stream()
              .map(node -> threads.submit(() -> line(node).answers(deadline)))
              .toList();
      threads.close();
      var present = asked.stream().filter(Future::resultNow).count();
      if (present == asked.size()) {
        return Presence.ALL;
      }
      map.anew();
      return present > 0 ? Presence.SOME : Presence.NONE;
    } catch (RedisUnavailableException e) {
      return Presence.NONE;
    }
  }

  private Hop next(Hop hop, RedisUnavailableException e, String key, long deadline) {
    return switch (RedisReply.of(e.getCause())) {
      case MOVED -> {
        map.anew();
        yield new Hop(named(e, hop.node()), false);
      }
      case ASK -> new Hop(named(e, hop.node()), true);
      case TRYAGAIN -> {
        LockSupport.parkNanos(PAUSE.toNanos());
        yield new Hop(primary(key, deadline), false);
      }
      case CLUSTERDOWN, READONLY, NONE -> {
        map.anew();
        throw e;
      }
      case NOSCRIPT, OTHER -> throw e;
    };
  }

  private static String named(RedisUnavailableException e, String asked) {
    var node = RedisReply.node(e.getCause());
    return node.startsWith(":") ? asked.substring(0, asked.lastIndexOf(':')) + node : node;
  }

  private RedisLine line(String node) {
    return lines.computeIfAbsent(
        node, n -> new RedisLine(clients.apply(scheme + "://" + authority + n)));
  }

  private String primary(String key, long deadline) {
    var node = map.get(deadline).primary(key);
    if (node == null) {
      map.anew();
      throw new RedisUnavailableException(new IllegalStateException("no node has this slot"));
    }
    return node;
  }

  private SlotMap askForMap() {
    var known = map.known();
    var nodes = new ArrayList<>(known == null ? List.<String>of() : known.nodes());
    Collections.shuffle(nodes);
    nodes.addAll(seeds);
    RuntimeException last = new IllegalStateException("no nodes are configured");
    for (var node : nodes) {
      try {
        var request = Request.cmd(Command.CLUSTER).arg("SLOTS");
        var answer = line(node).send(request, System.nanoTime() + MAP_PATIENCE.toNanos());
        var found = SlotMap.read(answer, node.substring(0, node.lastIndexOf(':')));
        if (!found.nodes().isEmpty()) {
          return found;
        }
      } catch (RuntimeException e) {
        last = e;
      }
    }
    throw last;
  }

  /** In Kubernetes a node comes back under another address: the old ones would add up. */
  private void forgetAllBut(List<String> nodes) {
    lines.forEach((node, line) -> {
      if (!nodes.contains(node) && !seeds.contains(node) && lines.remove(node, line)) {
        line.close();
      }
    });
  }

  /** Where to ask next, and whether with ASKING. */
  private record Hop(String node, boolean moving) {}
}
