package dev.baton.completion.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subscribers as they are configured. */
class SubscriberTest {
  private static final String SECRET =
      "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes());

  private static List<Subscriber> of(boolean production, Map<String, String> settings) {
    var all = new HashMap<String, String>();
    settings.forEach((name, value) -> all.put("baton.events.\"books\"." + name, value));
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(EventsConfig.class)
            .withSources(new PropertiesConfigSource(all, "test", 100))
            .build()
            .getConfigMapping(EventsConfig.class);
    return Subscriber.of(config, production, Set.of("demo"));
  }

  private static String refused(boolean production, String name, String value) {
    var settings = new HashMap<>(Map.of("url", "https://books.example/baton", "secret", SECRET));
    settings.put(name, value);
    var e = assertThrows(IllegalStateException.class, () -> of(production, settings));
    return Objects.requireNonNull(e.getMessage());
  }

  @Test
  void nobodyIsToldUnlessConfigured() {
    assertEquals(List.of(), of(true, Map.of()));
  }

  @Test
  void oneThatCanBeRight() {
    var one =
        of(
                true,
                Map.of(
                    "url", "https://books.example/baton",
                    "secret", SECRET + "," + SECRET,
                    "storefronts", "demo"))
            .getFirst();
    assertEquals("books", one.name());
    assertEquals(2, one.secrets().size());
    assertTrue(one.wants("demo"));
    assertFalse(one.wants("outlet"));
    assertFalse(one.wants(null));
    assertFalse(one.toString().contains("whsec_"));
  }

  @ParameterizedTest
  @CsvSource({
    "url,''",
    "url,books.example",
    "url,ftp://books.example/",
    "url,https://me:secret@books.example/",
    "secret,whsec_short",
    "storefronts,nowhere",
    "timeout,PT0S",
    "retry,PT0S",
    "longest-retry,PT1S",
    "give-up,P31D",
    "concurrency,0"
  })
  void whatCantBeRightStopsTheStartAndNamesTheSetting(String name, String value) {
    String message = refused(true, name, value);
    assertTrue(message.startsWith("baton.events.\"books\"." + name), message);
    assertFalse(message.contains("secret@") || message.contains("whsec_short"), message);
  }

  @Test
  void productionPostsWithoutTlsOnlyIfTold() {
    var message = refused(true, "url", "http://books.internal/baton");
    assertTrue(message.contains("allow-http"), message);
    var plain = Map.of("url", "http://books.internal/baton", "secret", SECRET);
    assertEquals(1, of(false, plain).size());
    var allowed = new HashMap<>(plain);
    allowed.put("allow-http", "true");
    assertEquals(1, of(true, allowed).size());
  }
}
