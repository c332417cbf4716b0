package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.Mapped;
import dev.baton.observability.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationRulesTest {
  @ParameterizedTest
  @CsvSource({
    "unpaid-share,1.5",
    "unpaid-share,-1",
    "replicas,-1",
    "replicas-timeout,301ms",
    "replicas-timeout,0s",
    "figure,0s",
    "half-life,0s",
    "lead,0s",
    "shortest,0s"
  })
  void whatCannotBeIsAProblemThatNamesTheSetting(String name, String value) {
    var problems = problems(Map.of("baton.reservation." + name, value));

    assertEquals(1, problems.size(), problems::toString);
    assertEquals(Finding.Level.PROBLEM, problems.getFirst().level());
    assertTrue(
        problems.getFirst().says().startsWith("baton.reservation." + name + " is "),
        problems::toString);
  }

  @Test
  void theDefaultsAndTheEndsAreFine() {
    assertEquals(List.of(), problems(Map.of()));
    assertEquals(
        List.of(),
        problems(
            Map.of(
                "baton.reservation.unpaid-share", "0",
                "baton.reservation.replicas-timeout", "300ms")));
  }

  private static List<Finding> problems(Map<String, String> settings) {
    return ReservationRules.problems(Mapped.of(ReservationPolicy.class, settings));
  }
}
