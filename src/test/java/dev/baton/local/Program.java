package dev.baton.local;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a gateway is started from: a jar, by this JVM's own version, or a native executable. */
record Program(Path file) {

  /**
   * How it is started. A native executable is told of a JVM's options only those that it has, too.
   */
  List<String> command(List<String> javaOptions, Map<String, String> properties) {
    String path = file.toAbsolutePath().toString();
    var command = new ArrayList<String>();
    if (isJar()) {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(javaOptions);
      coverage().forEach(command::add);
    } else {
      command.add(path);
      javaOptions.stream().filter(option -> option.startsWith("-Xm")).forEach(command::add);
    }
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    if (isJar()) {
      command.addAll(List.of("-jar", path));
    }
    return command;
  }

  private boolean isJar() {
    return file.toString().endsWith(".jar");
  }

  /** Of this JVM, if it has it. */
  private static Stream<String> coverage() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"));
  }

  /** Resident memory of a process in MiB, as Linux tells it. */
  static long resident(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    }
  }
}
