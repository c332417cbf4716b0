package dev.baton.sandbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's tables of the sandbox have whatever there is to try. */
class ReadmeMagicTest {
  /** What the names of declines have in common; the README has their ends apart. */
  private static final String DECLINED = "_chargeDeclined";

  @Test
  void everyPaymentMethodEffectAndCodeIsThere() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section =
        readme.substring(readme.indexOf("\n## The sandbox"), readme.indexOf("\n## Your own"));
    Stream<String> methods =
        Arrays.stream(TestMethod.values()).flatMap(method -> words(method.id()).stream());
    Stream<String> effects = Arrays.stream(Effect.values()).map(Effect::wire);
    Stream<String> mischief = Arrays.stream(Mischief.values()).map(Mischief::wire);
    Stream<String> codes =
        PromotionRule.demo().stream().map(PromotionRule::code).filter(code -> code != null);
    Stream.of(methods, effects, mischief, codes)
        .flatMap(words -> words)
        .forEach(word -> assertTrue(section.contains("`" + word + "`"), word));
  }

  private static List<String> words(String method) {
    int end = method.indexOf(DECLINED) + DECLINED.length();
    return end < DECLINED.length() || end == method.length()
        ? List.of(method)
        : List.of(method.substring(0, end), method.substring(end));
  }
}
