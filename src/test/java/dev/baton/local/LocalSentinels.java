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
      """;

  private final LocalRedis primary = LocalRedis.launch("--repl-diskless-sync-delay", "0");
  private final List<LocalRedis> replicas = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Child> sentinels = new ArrayList<>();

  private LocalSentinels() {}

  /** Starts all of them, and waits until the Sentinels know each other and the replicas. */
  public static LocalSentinels launch() {
    var all = new LocalSentinels();
    try {
      all.start();
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
    return all;
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
      sentinels.add(sentinel());
    }
    for (int port : ports) {
      await("the Sentinels")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> {
            var known = LocalRedis.exchange(port, "INFO sentinel", true);
            return known.contains("slaves=2,sentinels=" + SENTINELS);
          });
    }
  }

  private Child sentinel() {
    try {
      int port = Ports.free();
      ports.add(port);
      var directory = Files.createTempDirectory("baton-sentinel");
      directory.toFile().deleteOnExit();
      var file = directory.resolve("sentinel.conf");
      Files.writeString(file, CONFIGURATION.formatted(port, directory, NAME, primary.port()));
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
