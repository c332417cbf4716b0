package dev.baton.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.observability.Finding.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebugCheckTest {
  @ParameterizedTest
  @CsvSource({
    "quarkus.http.cors.origins,*",
    "quarkus.http.cors.origins,/.*/",
    "quarkus.http.cors.origins,/https:\\/\\/.+/",
    "quarkus.rest-client.logging.scope,request-response",
    "baton.fault.halt-at,before-capture",
    "baton.fault.ask-at,4711",
    "baton.fault.clock,wrong-by",
    "JAVA_TOOL_OPTIONS,-agentlib:jdwp=transport=dt_socket",
    "JAVA_TOOL_OPTIONS,-Xmx64m -agentpath:/opt/java/lib/libjdwp.so=transport=dt_socket"
  })
  void eachIsAProblemInProductionAndAWarningElsewhere(String setting, String value) {
    var settings = Map.of(setting, value);

    assertEquals(Level.PROBLEM, look(settings, true).getFirst().level());
    assertEquals(Level.WARNING, look(settings, false).getFirst().level());
    assertEquals(1, look(settings, true).size());
  }

  @Test
  void anAccessLogIsOneOnlyIfItHasTheTokens() {
    var log = "quarkus.http.access-log.enabled";
    var pattern = "quarkus.http.access-log.pattern";

    assertEquals(
        Level.PROBLEM,
        look(Map.of(log, "true", pattern, "%h %{i,Authorization}"), true).getFirst().level());
    assertEquals(
        Level.PROBLEM,
        look(Map.of(log, "YES", pattern, "%h %{i,Authorization}"), true).getFirst().level());
    assertEquals(Level.OK, look(Map.of(log, "true", pattern, "%h %r %s"), true).getFirst().level());
  }

  @Test
  void aDebuggerOnTheCommandLineIsOne() {
    var findings =
        DebugCheck.findings(_ -> Optional.empty(), List.of("-agentlib:jdwp=server=y"), true);

    assertTrue(findings.getFirst().says().contains("debugger"));
  }

  @Test
  void anExpressionForOnesOwnOriginsIsNone() {
    var settings = Map.of("quarkus.http.cors.origins", "/https:\\/\\/[a-z]+\\.shop\\.example/");

    assertEquals(Level.OK, look(settings, true).getFirst().level());
  }

  @Test
  void nothingIsFine() {
    assertEquals(List.of(Level.OK), look(Map.of(), true).stream().map(Finding::level).toList());
  }

  private static List<Finding> look(Map<String, String> settings, boolean production) {
    return DebugCheck.findings(
        name -> Optional.ofNullable(settings.get(name)), List.of(), production);
  }
}
