package dev.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithParentName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static SmallRyeConfig config(String name, String value) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withInterceptors(new AddressGuard())
        .withSources(new PropertiesConfigSource(Map.of(name, value), "test", 100))
        .build();
  }

  private static String refusal(String name, String value) {
    var config = config(name, value);
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class, () -> config.getOptionalValues(name, URI.class))
            .getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:s3c ret@redis:6379",
        "redis://:s3c#ret@redis:6379",
        "redis://:s3c/ret@redis:6379",
        "redis://:s3c%ret@redis:6379",
        "redis://u:12/s3cret@redis:6379",
        "redis://redis:6379,redis://:s3c^ret@redis:6379",
        "redis://:s3c,ret@redis:6379",
        "redis://:s3cret@redis:port",
        "http://:s3cret@redis:6379",
        "s3cret@redis:6379"
      })
  void whatIsNoAddressOfARedisIsRefusedWithoutAWordOfIt(String value) {
    String says = refusal("quarkus.redis.hosts", value);

    assertTrue(says.startsWith("quarkus.redis.hosts (or BATON_REDIS_URL) has an address"), says);
    assertTrue(says.contains("quarkus.redis.password"), says);
    assertFalse(says.contains("s3c") || says.contains("ret@"), says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:6379",
        "rediss://user:s3c%20ret@redis/3?client=baton",
        "redis://[::1]:6379, redis://redis-1:6379",
        "unix:///run/redis.sock",
        ""
      })
  void addressesAreLetThrough(String value) {
    assertEquals(
        value, config("quarkus.redis.hosts", value).getRawValue("quarkus.redis.hosts"), value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"baton.pricing.url", "baton.sandbox.webhook.urls[0]"})
  void noOtherAddressIsQuotedEither(String name) {
    String says = refusal(name, "https://me:s3c ret@tax.example");

    assertEquals(
        name
            + " is no address (Illegal character in authority): write https://host/path, and"
            + " percent-encode what doesn't belong in an address",
        says);
    assertTrue(
        config(name, "https://me:s3cret@tax.example")
            .getOptionalValue(name, URI.class)
            .isPresent());
  }

  @Test
  void everySettingThatIsConvertedToAnAddressIsGuarded() {
    Set<String> addresses = new TreeSet<>();
    for (Class<?> mapping : SettingsCheck.MAPPINGS) {
      addresses(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, addresses);
    }
    assertTrue(addresses.containsAll(List.of("baton.tax.url", "baton.sandbox.webhook.urls")));
    for (String name : addresses) {
      assertTrue(AddressGuard.guards(name), name);
    }
  }

  private static void addresses(String prefix, Class<?> mapping, Set<String> found) {
    for (Method setting : mapping.getMethods()) {
      String name =
          setting.isAnnotationPresent(WithParentName.class)
              ? prefix
              : prefix + "." + setting.getName();
      for (Class<?> part : parts(setting.getGenericReturnType())) {
        if (part == URI.class) {
          found.add(name);
        } else if (part.isInterface() && part.getName().startsWith("dev.baton.")) {
          addresses(name, part, found);
        }
      }
    }
  }

  private static List<Class<?>> parts(Type type) {
    return switch (type) {
      case Class<?> plain -> List.of(plain);
      case ParameterizedType of ->
          List.of(of.getActualTypeArguments()).stream()
              .flatMap(part -> parts(part).stream())
              .toList();
      default -> List.of();
    };
  }
}
