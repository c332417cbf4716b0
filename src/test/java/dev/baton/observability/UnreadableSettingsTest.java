package dev.baton.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.Mapped;
import dev.baton.observability.Finding.Level;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.WithParentName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableSettingsTest {
  /** One setting of each form. */
  @ConfigMapping(prefix = "forms")
  interface Forms {
    Optional<Duration> time();

    OptionalInt number();

    Optional<Double> share();

    Optional<Instant> notBefore();

    Optional<Level> choice();

    @WithParentName
    Map<String, Entry> named();

    interface Entry {
      String one();

      String other();
    }
  }

  private static List<Finding> problems(Map<String, String> settings) {
    return UnreadableSettings.problems(
        assertThrows(ConfigValidationException.class, () -> Mapped.of(Forms.class, settings)));
  }

  private static String says(Map<String, String> settings) {
    var problems = problems(settings);
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(Level.PROBLEM, problems.getFirst().level());
    return problems.getFirst().says();
  }

  @ParameterizedTest
  @CsvSource({
    "time,set it to a time such as",
    "number,set it to a whole number",
    "share,set it to a number such as 0.5",
    "not-before,set it to a moment such as",
    "choice,'set it to one of '"
  })
  void aValueOfTheWrongFormIsNamedWithTheRightOneAndNotQuoted(String name, String expected) {
    for (var value : List.of("hush", "hush \"whilst being converted ", "hush\nhush")) {
      var says = says(Map.of("forms." + name, value));

      assertTrue(says.startsWith("forms." + name + " can't be read: " + expected), says);
      assertFalse(says.contains("hush"), says);
    }
  }

  @Test
  void aChoiceIsOfWhatThereIs() {
    assertTrue(says(Map.of("forms.choice", "hush")).contains("warning"));
  }

  @Test
  void whatIsMissingIsNamed() {
    assertEquals(
        "forms.login.other is missing: set it, or remove what stands beside it",
        says(Map.of("forms.login.one", "a")));
  }

  @Test
  void whatRefersToNothingIsNamedWithIt() {
    assertEquals(
        "forms.login.one refers to nowhere, which isn't set: set that, or correct it",
        says(Map.of("forms.login.one", "${nowhere}", "forms.login.other", "a")));
  }

  @Test
  void allAreToldAtOnceAndAreOneLineEach() {
    var settings = new HashMap<>(Map.of("forms.login.one", "a", "forms.login.other", ""));
    settings.putAll(Map.of("forms.time", "abc", "forms.number", "x"));

    var told = told(false, problems(settings));

    assertEquals(3, told.lines().count(), told);
    told.lines()
        .forEach(line -> assertTrue(line.startsWith("Not started. settings: forms."), line));
    assertTrue(told.contains("forms.login.other is empty: set it, or remove it"), told);
  }

  @Test
  void doctorTellsThemInItsTable() {
    var told = told(true, problems(Map.of("forms.time", "abc", "forms.number", "x")));

    assertTrue(told.contains("problem  settings     forms.time can't be read: "), told);
    assertTrue(told.contains("2 problems, 0 warnings"), told);
  }

  private static String told(boolean doctor, List<Finding> problems) {
    var bytes = new ByteArrayOutputStream();
    new FailedStart(doctor).tell(problems, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
