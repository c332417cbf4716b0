package dev.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README points at is there: commands, places in it, files, tests. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");

  @Test
  void everyCommandIsNamedAndNoOther() throws IOException {
    var help = found("(?m)^\\./baton ([a-z]+)", Files.readString(Path.of("baton")));
    assertTrue(help.contains("run"), help::toString);
    var named = found("\\./baton ([a-z]+)", Files.readString(README));
    named.addAll(found("\\./baton ([a-z]+)", Files.readString(Path.of(".github/CONTRIBUTING.md"))));
    named.remove("help");
    assertEquals(help, named);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    String text = Files.readString(README);
    Set<String> places =
        found("(?m)^#+ (.+)$", text).stream().map(ReadmeTest::anchor).collect(Collectors.toSet());
    var links = found("\\]\\(([^)]+)\\)", text);
    links.addAll(found("<img src=\"([^\"]+)\"", text));
    links.removeIf(link -> link.startsWith("https://"));
    assertTrue(links.size() > 20, links::toString);
    for (String link : links) {
      assertTrue(
          link.startsWith("#") ? places.contains(link.substring(1)) : Files.exists(Path.of(link)),
          link);
    }
  }

  @Test
  void everyTestItNamesExists() throws IOException {
    Set<String> tests;
    try (var files = Files.walk(Path.of("src", "test", "java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
    // Three dots stand for any kind of Redis, or for how the sandbox is reached.
    var named =
        found(
            "(?<![A-Za-z.])([A-Z][A-Za-z0-9]*(?:\\.{3})?[A-Za-z0-9]*(?:Test|IT))\\b",
            Files.readString(README));
    assertTrue(named.size() > 40, named::toString);
    for (String name : named) {
      var pattern = Pattern.compile(name.replace("...", "[A-Za-z]*"));
      assertTrue(tests.stream().anyMatch(test -> pattern.matcher(test).matches()), name);
    }
  }

  /** As GitHub makes it of a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
