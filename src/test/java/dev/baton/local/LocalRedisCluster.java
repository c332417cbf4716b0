package dev.baton.local;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real Redis cluster on loopback: three primaries, each with the same number of replicas, which
 * forgets everything when it stops.
 */
public final class LocalRedisCluster implements AutoCloseable {
  private static final int PRIMARIES = 3;
  private static final int SLOTS = 16384;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private final List<LocalRedis> nodes = new ArrayList<>();

  private LocalRedisCluster(int replicasEach, String... options) {
    var all =
        new ArrayList<>(
            List.of("--cluster-enabled", "yes", "--cluster-require-full-coverage", "no"));
    all.addAll(List.of("--cluster-node-timeout", "3000", "--repl-diskless-sync-delay", "0"));
    all.addAll(List.of(options));
    for (int i = 0; i < PRIMARIES * (1 + replicasEach); i++) {
      nodes.add(LocalRedis.launch(Ports.freeForClusterNode(), all.toArray(String[]::new)));
    }
  }

  /**
   * Starts a cluster and waits until every slot is served and every replica is in step.
   *
   * @param options further command line options of every node
   */
  public static LocalRedisCluster launch(int replicasEach, String... options) {
    var cluster = new LocalRedisCluster(replicasEach, options);
    try {
      cluster.meet();
      cluster.replicate();
      cluster.awaitWell();
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** The first three are primaries at the start; the i-th one's replicas are i + 3, i + 6, ... */
  public List<LocalRedis> nodes() {
    return List.copyOf(nodes);
  }

  /** Some nodes' addresses in the form that {@code quarkus.redis.hosts} takes. */
  public String urls() {
    return nodes.stream().map(LocalRedis::url).collect(Collectors.joining(","));
  }

  /** The number, among {@link #nodes}, of the primary that has a slot. */
  public int primaryOf(int slot) {
    return slot * PRIMARIES / SLOTS;
  }

  /** The primaries that live, as they are now. */
  public List<LocalRedis> primaries() {
    return nodes.stream().filter(LocalRedisCluster::isPrimary).toList();
  }

  /** Whether a node answers, and as a primary. */
  public static boolean isPrimary(LocalRedis node) {
    try {
      return node.text("INFO replication").contains("role:master");
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Empties every primary. */
  public void flush() {
    primaries().forEach(node -> node.command("FLUSHALL"));
  }

  @Override
  public void close() {
    nodes.forEach(LocalRedis::close);
  }

  private void meet() {
    for (int i = 0; i < PRIMARIES; i++) {
      int primary = i;
      var own =
          IntStream.range(0, SLOTS)
              .filter(slot -> primaryOf(slot) == primary)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(" "));
      ok(nodes.get(i), "CLUSTER ADDSLOTS " + own);
      ok(nodes.get(i), "CLUSTER SET-CONFIG-EPOCH " + (i + 1));
    }
    for (var node : nodes.subList(1, nodes.size())) {
      ok(node, "CLUSTER MEET 127.0.0.1 " + nodes.getFirst().port());
    }
    await("all nodes to know each other")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() -> nodes.stream().allMatch(this::knowsAll));
  }

  private void replicate() {
    for (int i = PRIMARIES; i < nodes.size(); i++) {
      var primary = nodes.get(i % PRIMARIES).text("CLUSTER MYID");
      ok(nodes.get(i), "CLUSTER REPLICATE " + primary);
    }
  }

  /** Waits until every slot is served and every replica is in step. */
  public void awaitWell() {
    await("the cluster to be well")
        .atMost(PATIENCE)
        .pollInterval(POLL)
        .until(() ->
            nodes.stream().allMatch(node -> node.text("CLUSTER INFO").contains("state:ok"))
                && nodes.stream().allMatch(LocalRedisCluster::isInStep));
  }

  private static boolean isInStep(LocalRedis node) {
    var replication = node.text("INFO replication");
    return replication.contains("role:master") || replication.contains("master_link_status:up");
  }

  private boolean knowsAll(LocalRedis node) {
    var known = node.text("CLUSTER NODES").lines().filter(line -> !line.contains("handshake"));
    return known.count() == nodes.size();
  }

  private static void ok(LocalRedis node, String command) {
    var answer = node.command(command);
    if (!answer.equals("+OK")) {
      throw new IllegalStateException(answer);
    }
  }
}
