package dev.baton.local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The packaged gateway, as a process of its own on loopback; it never outlives this JVM. */
public final class GatewayProcess implements AutoCloseable {
  /** The packaged gateway, or what {@code -Dbaton.gateway.jar} names, native or not. */
  private static final Path JAR =
      Path.of(
          System.getProperty(
              "baton.gateway.jar", Path.of("target/quarkus-app/quarkus-run.jar").toString()));

  /** Where the cache is that {@link AotCache} has made of that jar; empty without one. */
  private static final String CACHE = System.getProperty("baton.gateway.aot-cache", "");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** More than quarkus.shutdown.timeout, which a gateway has for what it has begun. */
  private static final Duration GRACE = Duration.ofSeconds(50);

  private final Child process;
  private final int port;
  private final int managementPort;
  private final @Nullable Path log;

  private GatewayProcess(Child process, int port, int managementPort, @Nullable Path log) {
    this.process = process;
    this.port = port;
    this.managementPort = managementPort;
    this.log = log;
  }

  /** A gateway in the sandbox profile on two free ports, its log in a file under target/. */
  public static Builder builder() {
    return new Builder();
  }

  public int port() {
    return port;
  }

  /** Where the API is, without a trailing slash. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where health and metrics are, without a trailing slash. */
  public URI managementUri() {
    return URI.create("http://127.0.0.1:" + managementPort);
  }

  /** Every sample as Prometheus would scrape it: name, labels and value. */
  public List<String> metrics() {
    var request = HttpRequest.newBuilder(managementUri().resolve("/q/metrics")).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The value of the first sample that starts so; empty when there is none. */
  public OptionalDouble metric(String start) {
    return metrics().stream()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst();
  }

  /** Everything that the process has printed so far; empty if it prints to our own output. */
  public String log() {
    try {
      return log == null ? "" : Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the process ends and returns its exit status. */
  public int awaitExit() throws InterruptedException {
    return process.awaitExit();
  }

  /** The number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Processor time that the process has used so far, to some 10 ms. */
  public Duration processorTime() {
    return ProcessHandle.of(process.pid())
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElseThrow();
  }

  /** Resident memory in MiB, as Linux tells it. */
  public long resident() throws IOException {
    return Program.resident(process.pid());
  }

  /** Freezes the process: it keeps its connections and answers none (SIGSTOP). */
  public void pause() {
    process.signal("STOP");
  }

  /** Ends a {@link #pause()}. */
  public void resume() {
    process.signal("CONT");
  }

  /** Asks the process to end (SIGTERM), and doesn't wait for it. */
  public void terminate() {
    process.signal("TERM");
  }

  /** Ends the process in the middle of whatever it does (SIGKILL). */
  public void kill() {
    process.kill();
  }

  /** Ends the process in good order (SIGTERM). */
  @Override
  public void close() {
    process.stop(GRACE);
  }

  /** Ends the process in good order (SIGTERM), with as much time as that may take. */
  void end(Duration grace) {
    process.stop(grace);
  }

  private void awaitReady() {
    var ready = managementUri().resolve("/q/health/ready");
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
      await("the gateway to be ready")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .failFast("the gateway ended while starting", () -> !process.isAlive())
          .ignoreExceptions()
          .until(() -> http.send(request, BodyHandlers.discarding()).statusCode() == 200);
    } catch (RuntimeException e) {
      process.kill();
      throw new IllegalStateException("the gateway did not become ready; its log:\n" + log(), e);
    }
  }

  /** What to start, and how. */
  public static final class Builder {
    private final Map<String, String> properties = new TreeMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private int port;
    private int managementPort;
    private boolean inheritOutput;
    private Path jar = JAR;
    private @Nullable Path directory;
    private int core = -1;
    private List<String> javaOptions =
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private Builder() {
      var free = Ports.freePair();
      port = free[0];
      managementPort = free[1];
      profile("sandbox");
    }

    /** The configuration profile; {@code sandbox} unless told. */
    public Builder profile(String name) {
      return property("quarkus.profile", name);
    }

    /** The Redis to use. */
    public Builder redis(LocalRedis redis) {
      return property("quarkus.redis.hosts", redis.url());
    }

    /** A system property of the process, which is how configuration is set. */
    public Builder property(String name, String value) {
      properties.put(name, value);
      return this;
    }

    /** An environment variable of the process. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** The ports of the API and of management, in place of two free ones. */
    public Builder ports(int http, int management) {
      port = http;
      managementPort = management;
      return this;
    }

    /** Another build of the gateway than the packaged one; a native executable will do. */
    public Builder jar(Path path) {
      jar = path;
      return this;
    }

    /** The working folder, where config/application.properties is read; ours unless told. */
    public Builder directory(Path path) {
      directory = path;
      return this;
    }

    /** Confines the process to one processor core, counted from 0; only on Linux. */
    public Builder core(int number) {
      core = number;
      return this;
    }

    /** Options of the JVM, in place of those that make it start fast and stay small. */
    public Builder java(String... options) {
      javaOptions = List.of(options);
      return this;
    }

    /** Prints to our own output, in place of a file under target/. */
    public Builder inheritOutput() {
      inheritOutput = true;
      return this;
    }

    /** Starts the process and waits until it reports that it is ready. */
    public GatewayProcess start() {
      var gateway = spawn();
      gateway.awaitReady();
      return gateway;
    }

    /** Starts the process and doesn't wait for anything. */
    public GatewayProcess spawn() {
      if (!Files.exists(jar)) {
        throw new IllegalStateException(jar.toAbsolutePath() + " is missing: package first");
      }
      var log = inheritOutput ? null : logFile();
      var process = Child.start(command(), environment, log);
      return new GatewayProcess(process, port, managementPort, log);
    }

    private Path logFile() {
      try {
        var folder = Files.createDirectories(Path.of("target", "gateway-logs"));
        return Files.createTempFile(folder, "gateway-" + port + "-", ".log");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private List<String> command() {
      var command = new ArrayList<String>();
      if (directory != null) {
        command.addAll(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", directory.toString()));
      }
      if (core >= 0) {
        command.addAll(List.of("taskset", "-c", Integer.toString(core)));
      }
      var options = new ArrayList<>(javaOptions);
      if (jar.equals(JAR) && !CACHE.isEmpty()) {
        options.add("-XX:AOTCache=" + CACHE);
      }
      var settings = new TreeMap<>(properties);
      settings.put("quarkus.http.port", Integer.toString(port));
      settings.put("quarkus.management.port", Integer.toString(managementPort));
      command.addAll(new Program(jar).command(options, settings));
      return command;
    }
  }
}
