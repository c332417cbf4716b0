package dev.baton.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a JVM notes of a training run, so that the next ones start faster (JEP 514). */
public final class AotCache {
  private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

  private AotCache() {}

  /** Argument: the jar, packaged for a cache; prints where its cache is. */
  public static void main(String[] arguments) throws IOException {
    try (var redis = LocalRedis.launch()) {
      System.out.println(make(redis, Path.of(arguments[0])));
    }
  }

  /** Starts the jar once, and waits for the cache that it leaves beside it. */
  static Path make(LocalRedis redis, Path jar) throws IOException {
    Path cache = jar.resolveSibling("app.aot").toAbsolutePath();
    Files.deleteIfExists(cache);
    try (var gateway = gateway(redis, jar, List.of("-XX:AOTCacheOutput=" + cache)).start()) {
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
