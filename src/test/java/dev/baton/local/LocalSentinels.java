package dev.baton.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A real primary with two replicas on loopback, and three Sentinels that watch over them. */
public final class LocalSentinels implements AutoCloseable {
  /** The name by which the Sentinels know the primary. */
  public static final String NAME = "baton";

  private static final int SENTINELS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONFIGURATION =
      """
      port %d
      bind 127.0.0.1
      dir %s
      sentinel monitor %s 127.0.0.1 %d 2
      sentinel down-after-milliseconds %3$s 1500
      sentinel failover-timeout %3$s 5000
      sentinel config-epoch %3$s %5$d
      """;

  private final LocalRedis primary;
  private final List<LocalRedis> replicas = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Child> sentinels = new ArrayList<>();

  private LocalSentinels(LocalRedis primary) {
    this.primary = primary;
  }

  /** Starts all of them, and waits until the Sentinels know each other and the replicas. */
  public static LocalSentinels launch() {
    var all = new LocalSentinels(LocalRedis.launch("--repl-diskless-sync-delay", "0"));
    try {
      all.start();
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
    return all;
  }

  /** One Sentinel that knows nobody else, and has heard of so many fail-overs. */
  public static LocalSentinels alone(LocalRedis primary, long failovers) {
    var one = new LocalSentinels(primary);
    one.sentinels.add(one.sentinel(failovers));
    one.awaitSentinels("name=" + NAME + ",status=ok");
    return one;
  }

  /** The primary at the start. */
  public LocalRedis primary() {
    return primary;
  }

  public List<LocalRedis> replicas() {
    return List.copyOf(replicas);
  }

  /** The Sentinels' addresses in the form that {@code quarkus.redis.hosts} takes. */
  public String urls() {
    return ports.stream().map(port -> "redis://127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Freezes the Sentinel that is named first: it keeps its connections and answers none. */
  public void pauseFirst() {
    sentinels.getFirst().signal("STOP");
  }

  /** Ends a {@link #pauseFirst()}. */
  public void resumeFirst() {
    sentinels.getFirst().signal("CONT");
  }

  private void start() {
    for (int i = 0; i < 2; i++) {
      replicas.add(
          LocalRedis.launch(
              "--replicaof",
              "127.0.0.1",
              Integer.toString(primary.port()),
              "--repl-diskless-sync-delay",
              "0"));
    }
    await("the replicas")
        .atMost(PATIENCE)
        .until(() -> primary.text("INFO replication").contains("connected_slaves:2"));
    for (int i = 0; i < SENTINELS; i++) {
      sentinels.add(sentinel(0));
    }
    awaitSentinels("slaves=2,sentinels=" + SENTINELS);
  }

  private void awaitSentinels(String report) {
    for (int port : ports) {
      await("the Sentinels")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> LocalRedis.exchange(port, "INFO sentinel", true).contains(report));
    }
  }

  private Child sentinel(long failovers) {
    try {
      int port = Ports.free();
      ports.add(port);
      var directory = Files.createTempDirectory("baton-sentinel");
      directory.toFile().deleteOnExit();
      var file = directory.resolve("sentinel.conf");
      Files.writeString(
          file, CONFIGURATION.formatted(port, directory, NAME, primary.port(), failovers));
      file.toFile().deleteOnExit();
      var log = directory.resolve("sentinel.log");
      log.toFile().deleteOnExit();
      return Child.start(command(file), Map.of(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path file) {
    return List.of(LocalRedis.executable().toString(), file.toString(), "--sentinel");
  }

  @Override
  public void close() {
    sentinels.forEach(Child::kill);
    replicas.forEach(LocalRedis::close);
    primary.close();
  }
}
