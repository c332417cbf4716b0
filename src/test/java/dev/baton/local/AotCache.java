package dev.baton.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * What a JVM notes of a training run, so that the next ones start faster (JEP 514) and know which
 * code is hot (JEP 515).
 */
public final class AotCache {
  private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");
  private static final int SHOPPERS = 1000;

  private AotCache() {}

  /** Argument: the jar, packaged for a cache; prints where its cache is. */
  public static void main(String[] arguments) throws Exception {
    try (var redis = LocalRedis.launch()) {
      System.out.println(make(redis, Path.of(arguments[0])));
    }
  }

  /** Starts the jar once, which is its own sandbox, and waits for the cache that it leaves. */
  static Path make(LocalRedis redis, Path jar)
      throws IOException, InterruptedException, ExecutionException {
    Path cache = jar.resolveSibling("app.aot").toAbsolutePath();
    Files.deleteIfExists(cache);
    int[] ports = Ports.freePair();
    var trained =
        gateway(redis, jar, List.of("-XX:AOTCacheOutput=" + cache))
            .ports(ports[0], ports[1])
            .property("baton.sandbox.serve", "true")
            .property("baton.provider.type", "http")
            .property("baton.provider.url", "http://127.0.0.1:" + ports[0] + "/sandbox/providers");
    try (var gateway = trained.start()) {
      Training.run(gateway.uri(), SHOPPERS);
      // The cache is written when the process ends, which takes longer than ending.
      gateway.end(Duration.ofNanos(TimeUnit.MINUTES.toNanos(3)));
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the training run wrote no cache");
    }
    return cache;
  }

  static GatewayProcess.Builder gateway(LocalRedis redis, Path jar, List<String> options) {
    var all = new ArrayList<>(JVM);
    all.addAll(options);
    return GatewayProcess.builder().redis(redis).jar(jar).java(all.toArray(String[]::new));
  }
}
