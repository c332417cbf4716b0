package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.Mapped;
import dev.baton.observability.Finding;
import dev.baton.observability.Finding.Level;
import dev.baton.observability.StartupCheck.Occasion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCheckTest {
  @ParameterizedTest
  @CsvSource({
    "write-format,9,set it to 1 to 2",
    "write-format,0,set it to 1 to 2",
    "max-size,3583,3584 or more",
    "cache,-1,0 or more",
    "life,0s,more than nothing",
    "reload,-1s,more than nothing",
    "clock-skew,-1s,0 or more"
  })
  void whatCannotBeIsAProblemThatSaysWhatCan(String name, String value, String can) {
    var findings = look(Map.of("baton.token." + name, value));

    assertEquals(List.of(Level.PROBLEM), findings.stream().map(Finding::level).toList());
    var says = findings.getFirst().says();
    assertTrue(says.startsWith("baton.token." + name + " is "), says);
    assertTrue(says.contains(can), says);
  }

  @Test
  void theDefaultsAndTheEndsAreFine() {
    assertEquals(List.of(), look(Map.of()));
    assertEquals(
        List.of(),
        look(
            Map.of(
                "baton.token.write-format", "" + Formats.OLDEST,
                "baton.token.max-size", "3584",
                "baton.token.cache", "0",
                "baton.token.clock-skew", "0s")));
  }

  private static List<Finding> look(Map<String, String> settings) {
    return new TokenCheck(Mapped.of(TokenConfig.class, settings)).look(new Occasion(true, false));
  }
}
