package dev.baton.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the scripts of {@code src/test/js} under Node, with exactly the packages of their lock file,
 * which are installed under target/ without running anything of theirs.
 */
public final class Node {
  private static final Path SOURCES = Path.of("src", "test", "js");
  private static final Path FOLDER = Path.of("target", "test-js");
  private static final Pattern VERSION = Pattern.compile("v([0-9]+)\\..*", Pattern.DOTALL);
  private static final int OLDEST = 20;
  private static final int PATIENCE_SECONDS = 240;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADVICE =
      " for the tests with another implementation of JOSE: install it (https://nodejs.org), with"
          + " npm, and put both on the PATH.";

  private Node() {}

  /** Installs what the scripts need. Fails with a sentence that says what is missing. */
  public static synchronized void install() {
    var version = VERSION.matcher(required("node"));
    if (!version.matches() || Integer.parseInt(version.group(1)) < OLDEST) {
      throw new AssertionError("Node " + OLDEST + " or newer is needed" + ADVICE);
    }
    required("npm");
    try {
      Files.createDirectories(FOLDER);
      try (var files = Files.list(SOURCES)) {
        for (var file : files.toList()) {
          Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(
        null,
        "npm",
        "ci",
        "--ignore-scripts",
        "--prefer-offline",
        "--no-audit",
        "--no-fund",
        "--loglevel=error");
  }

  private static String required(String program) {
    try {
      var process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      var printed = new String(process.getInputStream().readAllBytes());
      return process.waitFor() == 0 ? printed : "";
    } catch (IOException e) {
      throw new AssertionError(
          "There is no " + program + ". Node " + OLDEST + " is needed" + ADVICE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a script answers to JSON. */
  public static JsonNode ask(String script, Object questions) {
    try {
      return JSON.readTree(run(JSON.writeValueAsBytes(questions), "node", script));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(byte @Nullable [] input, String... command) {
    try {
      var out = Files.createTempFile(FOLDER, "out", ".txt");
      var error = Files.createTempFile(FOLDER, "error", ".txt");
      var process =
          new ProcessBuilder(command)
              .directory(FOLDER.toFile())
              .redirectOutput(out.toFile())
              .redirectError(error.toFile())
              .start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input == null ? new byte[0] : input);
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(List.of(command) + " doesn't end");
      }
      assertEquals(0, process.exitValue(), () -> read(out) + read(error));
      return read(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
