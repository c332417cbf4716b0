package dev.baton.local;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis on a free loopback port that forgets everything when it stops.
 *
 * <p>It is the {@code redis-server} or {@code valkey-server} of the PATH, or else the one that
 * embedded-redis carries. It never outlives this JVM.
 */
public final class LocalRedis implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final int port;
  private final Path directory;
  private final List<String> command;
  private Child process;

  private LocalRedis(int port, Path directory, List<String> options) {
    this.port = port;
    this.directory = directory;
    this.command = command(port, directory, options);
    this.process = spawn();
  }

  /**
   * Starts a server on a free port and waits until it answers.
   *
   * @param options further command line options of the server, such as {@code --cluster-enabled}
   */
  public static LocalRedis launch(String... options) {
    return launch(Ports.free(), options);
  }

  /** The same, on a port that is free. */
  static LocalRedis launch(int port, String... options) {
    try {
      var directory = Files.createTempDirectory("baton-redis");
      return new LocalRedis(port, directory, List.of(options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** The address in the form that {@code quarkus.redis.hosts} takes. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends the server at once, as a crash would; everything in it is lost. */
  public void stop() {
    process.kill();
  }

  /** Starts the server again, empty, on the same port; does nothing if it runs. */
  public void start() {
    if (!process.isAlive()) {
      process = spawn();
    }
  }

  /** Ends the server and starts it again, empty, on the same port. */
  public void restart() {
    stop();
    start();
  }

  /** Freezes the server: it keeps its connections and answers none (SIGSTOP). */
  public void pause() {
    process.signal("STOP");
  }

  /** Ends a {@link #pause()}. */
  public void resume() {
    process.signal("CONT");
  }

  /** Sends one inline command and returns the first line of the answer, such as {@code +PONG}. */
  public String command(String inline) {
    return exchange(port, inline, false);
  }

  /** Sends one inline command whose answer is a text, and returns that. */
  public String text(String inline) {
    return exchange(port, inline, true);
  }

  static String exchange(int port, String inline, boolean text) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write((inline + "\r\n").getBytes(StandardCharsets.UTF_8));
      var in = socket.getInputStream();
      var first = line(in);
      if (!text) {
        return first;
      }
      if (!first.startsWith("$")) {
        throw new IllegalStateException(inline + " was answered with " + first);
      }
      return new String(
          in.readNBytes(Integer.parseInt(first.substring(1))), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    stop();
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Child spawn() {
    var log = directory.resolve("redis.log");
    var started = Child.start(command, Map.of(), log);
    await("Redis on port " + port + ", see " + log)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .failFast("Redis ended, see " + log, () -> !started.isAlive())
        .ignoreExceptions()
        .until(() -> List.of("+PONG", "-NOAUTH").contains(command("PING").split(" ")[0]));
    return started;
  }

  private static List<String> command(int port, Path directory, List<String> options) {
    var command = new ArrayList<String>();
    command.add(executable().toString());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", directory.toString()));
    command.addAll(options);
    return command;
  }

  static Path executable() {
    return onPath("redis-server").or(() -> onPath("valkey-server")).orElseGet(LocalRedis::embedded);
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Path embedded() {
    try {
      return ExecutableProvider.newJarResourceProvider().get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
