package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of actions has each with the fields that are read. */
class ReadmeActionsTest {
  private static final Pattern WORD = Pattern.compile("`([A-Za-z0-9-]+)`");

  /** Values, and what a field is found or configured by. */
  private static final Set<String> OTHER_WORDS =
      Set.of("id", "add-line", "cheapest", "attributes", "demo", "gift-note", "source");

  @Test
  void everyActionIsThereWithItsFieldsAndNoOthers() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    int row = readme.indexOf("| action | fields |") + 2;
    assertTrue(row > 1, "the table of actions");
    List<String> actions = new ArrayList<>();
    for (; readme.get(row).startsWith("|"); row++) {
      String[] cells = readme.get(row).split("\\|", -1);
      Set<String> known = new HashSet<>(OTHER_WORDS);
      Set<String> told = Set.copyOf(words(cells[2]));
      for (String action : words(cells[1])) {
        Set<String> fields = ActionReader.FIELDS.getOrDefault(action, Set.of());
        assertTrue(told.containsAll(fields), action + " has " + fields);
        actions.add(action);
        known.addAll(fields);
        if (fields.contains("address")) {
          assertTrue(told.containsAll(ActionReader.ADDRESS), action);
          known.addAll(ActionReader.ADDRESS);
        }
      }
      assertTrue(known.containsAll(told), readme.get(row));
    }
    assertEquals(ActionReader.FIELDS.keySet(), Set.copyOf(actions));
  }

  private static List<String> words(String cell) {
    return WORD.matcher(cell).results().map(word -> word.group(1)).toList();
  }
}
