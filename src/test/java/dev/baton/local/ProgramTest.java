package dev.baton.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final List<String> OPTIONS = List.of("-Xmx64m", "-XX:TieredStopAtLevel=1");
  private static final Map<String, String> SETTINGS = Map.of("quarkus.profile", "sandbox");

  @Test
  void aJarIsStartedByJava() {
    var command = new Program(Path.of("/a/baton.jar")).command(OPTIONS, SETTINGS);
    assertTrue(command.getFirst().endsWith("/bin/java"), command::toString);
    assertTrue(command.containsAll(OPTIONS), command::toString);
    assertEquals(
        List.of("-Dquarkus.profile=sandbox", "-jar", "/a/baton.jar"),
        command.subList(command.size() - 3, command.size()));
  }

  @Test
  void anExecutableIsStartedByItselfAndToldOfMemoryOnly() {
    assertEquals(
        List.of("/a/baton-runner", "-Xmx64m", "-Dquarkus.profile=sandbox"),
        new Program(Path.of("/a/baton-runner")).command(OPTIONS, SETTINGS));
  }
}
