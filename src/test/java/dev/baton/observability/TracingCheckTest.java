package dev.baton.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.observability.Finding.Level;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracingCheckTest {
  @ParameterizedTest
  @ValueSource(doubles = {7, -0.01, Double.NaN})
  void whatIsNoShareIsAProblem(double ratio) {
    var finding = TracingCheck.findings(ratio).getFirst();

    assertEquals(Level.PROBLEM, finding.level());
    assertTrue(finding.says().startsWith("baton.tracing.ratio is " + ratio + ": "), finding::says);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 1})
  void aShareIsFine(double ratio) {
    assertEquals(List.of(), TracingCheck.findings(ratio));
  }
}
