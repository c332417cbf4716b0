package dev.baton.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The README names a test for everything that users of other systems suffer from; each exists. */
class PainsTest {
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final String HEADER = "| what users of other systems report | shown here by |";
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)#(\\w+)`");

  private static List<String> rows() throws IOException {
    var lines = Files.readAllLines(Path.of("README.md"));
    int header = lines.indexOf(HEADER);
    assertTrue(header >= 0, HEADER);
    return lines.stream().skip(header + 2L).takeWhile(line -> line.startsWith("|")).toList();
  }

  @Test
  void thereAreFifteen() throws IOException {
    assertEquals(15, rows().size());
  }

  @TestFactory
  Stream<DynamicTest> everyNamedTestExists() throws IOException {
    return rows().stream().map(row -> DynamicTest.dynamicTest(row, () -> exists(row)));
  }

  private static void exists(String row) throws ClassNotFoundException {
    var named = NAMED.matcher(row);
    assertTrue(named.find(), "names no test");
    do {
      var name = named.group(2);
      var type = type(named.group(1));
      assertTrue(isTest(type, name), () -> type + " has no test " + name);
    } while (named.find());
  }

  private static Class<?> type(String simpleName) throws ClassNotFoundException {
    try (var files = Files.walk(TESTS)) {
      var file =
          files
              .filter(one -> one.getFileName().toString().equals(simpleName + ".java"))
              .findAny()
              .orElseThrow(() -> new ClassNotFoundException(simpleName));
      var relative = TESTS.relativize(file).toString();
      var name = relative.substring(0, relative.length() - ".java".length());
      return Class.forName(
          name.replace('/', '.').replace('\\', '.'), false, PainsTest.class.getClassLoader());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a method is there that some runner takes for a test. */
  private static boolean isTest(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .flatMap(method -> Arrays.stream(method.getAnnotations()))
        .map(annotation -> annotation.annotationType().getSimpleName())
        .anyMatch(List.of("Test", "Property", "ParameterizedTest", "RepeatedTest")::contains);
  }
}
