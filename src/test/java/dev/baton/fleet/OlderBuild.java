package dev.baton.fleet;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A build of the gateway that knows only an older format of the token: the packaged one with
 * another registry of formats in its jar, compiled from {@code src/test/resources/builds}.
 */
final class OlderBuild {
  private static final Path PACKAGED = Path.of("target", "quarkus-app");
  private static final Path SOURCES = Path.of("src", "test", "resources", "builds");
  private static final String CLASS = "dev/baton/token/Formats.class";

  private OlderBuild() {}

  /** The jar to run of a build that knows the formats up to this one. */
  static Path upTo(int format) throws IOException {
    Path build = Path.of("target", "older-build", "format-" + format);
    deleteTree(build);
    Files.createDirectories(build.resolve("app"));
    Path classes = Files.createDirectories(build.resolve("classes"));
    for (String shared : List.of("lib", "quarkus")) {
      Files.createSymbolicLink(build.resolve(shared), PACKAGED.resolve(shared).toAbsolutePath());
    }
    compile(SOURCES.resolve("format-" + format).resolve("Formats.java"), classes);
    for (Path jar : jars(PACKAGED.resolve("app"))) {
      Path copy = Files.copy(jar, build.resolve("app").resolve(jar.getFileName()));
      try (var entries = FileSystems.newFileSystem(copy)) {
        Files.copy(classes.resolve(CLASS), entries.getPath(CLASS), REPLACE_EXISTING);
      }
    }
    return Files.copy(PACKAGED.resolve("quarkus-run.jar"), build.resolve("quarkus-run.jar"));
  }

  private static void compile(Path source, Path classes) throws IOException {
    String path =
        Stream.concat(
                jars(PACKAGED.resolve("app")).stream(),
                jars(PACKAGED.resolve("lib").resolve("main")).stream())
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator")));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                path,
                "-d",
                classes.toString(),
                source.toString());
    if (status != 0) {
      throw new IllegalStateException(source + " doesn't compile any more");
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  /** Links are deleted, not followed. */
  private static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var all = Files.walk(folder)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
  }
}
