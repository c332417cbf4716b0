package dev.baton.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A child process that never outlives this JVM, not even when this JVM is killed with SIGKILL.
 *
 * <p>A shell stands in between. It holds the read end of a pipe from us, which the operating system
 * closes when we die, however we die; then it kills the child. It ignores the interrupts of a
 * terminal, because whoever started the child decides when it ends.
 */
final class Child {
  private static final String SHELL =
      """
      trap '' INT HUP
      exec 3<&0
      "$@" </dev/null >&2 3<&- &
      child=$!
      echo "$child"
      { read -r _ <&3; kill -9 "$child"; } >/dev/null 2>&1 &
      watcher=$!
      wait "$child" 2>/dev/null
      status=$?
      kill "$watcher" 2>/dev/null
      exit "$status"
      """;

  private final Process shell;
  private final long pid;

  private Child(Process shell, long pid) {
    this.shell = shell;
    this.pid = pid;
  }

  /** Starts a command whose output goes to {@code log}, or to our own if that is null. */
  static Child start(List<String> command, Map<String, String> environment, @Nullable Path log) {
    var line = new ArrayList<>(List.of("sh", "-c", SHELL, "sh"));
    line.addAll(command);
    var builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.redirectError(
        log == null
            ? ProcessBuilder.Redirect.INHERIT
            : ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      var shell = builder.start();
      // The reader is left open: closing it would close the pipe under the shell.
      var pid = shell.inputReader(StandardCharsets.US_ASCII).readLine();
      if (pid == null) {
        throw new IllegalStateException("could not start " + command.getFirst());
      }
      return new Child(shell, Long.parseLong(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return pid;
  }

  boolean isAlive() {
    return shell.isAlive();
  }

  int awaitExit() throws InterruptedException {
    return shell.waitFor();
  }

  /** Asks the child to end (SIGTERM), and kills it if it has not done so within the grace time. */
  void stop(Duration grace) {
    signal("TERM");
    try {
      if (!shell.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the child at once (SIGKILL) and waits until it is gone. */
  void kill() {
    signal("KILL");
    shell.onExit().join();
  }

  /** Sends a signal, such as STOP or CONT; does nothing if the child has ended. */
  void signal(String name) {
    if (!shell.isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid + " 2>/dev/null")
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
