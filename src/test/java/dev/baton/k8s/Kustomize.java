package dev.baton.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs kustomize, once a folder: that of the PATH, or else one that Go builds into target/tools.
 */
final class Kustomize {
  private static final String MODULE = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.2";
  private static final Path TOOLS = Path.of("target", "tools").toAbsolutePath();
  private static final Map<String, Manifests> BUILT = new ConcurrentHashMap<>();

  private Kustomize() {}

  /** What {@code kustomize build} makes of a folder under k8s/. */
  static Manifests build(String folder) {
    return BUILT.computeIfAbsent(folder, name -> Manifests.parse(yaml(Path.of("k8s", name))));
  }

  /** What {@code kustomize build} prints for any folder. */
  static String yaml(Path folder) {
    return run(List.of(tool(), "build", folder.toString()));
  }

  private static synchronized String tool() {
    Path own = TOOLS.resolve("kustomize");
    if (Files.isExecutable(own)) {
      return own.toString();
    }
    return onPath("kustomize").map(Path::toString).orElseGet(() -> install(own));
  }

  private static String install(Path own) {
    Path go =
        onPath("go")
            .orElseThrow(() ->
                new AssertionError(
                    "The manifests in k8s/ are built by kustomize, and there is none on the PATH,"
                        + " nor Go to build it with: install either."));
    run(List.of(go.toString(), "install", MODULE));
    return own.toString();
  }

  /** An executable of the PATH. */
  static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String run(List<String> command) {
    try {
      Files.createDirectories(TOOLS);
      Path errors = Files.createTempFile(TOOLS, "errors", ".log");
      var builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().put("GOBIN", TOOLS.toString());
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes());
      if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + ":\n" + Files.readString(errors));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
