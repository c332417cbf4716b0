package dev.baton;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses addresses that are none before the framework converts them: addresses may have passwords
 * in them, and its messages quote the value that couldn't be converted.
 */
@Priority(Priorities.APPLICATION + 100)
public class AddressGuard implements ConfigSourceInterceptor {
  private static final long serialVersionUID = 1L;

  private static final Pattern REDIS = Pattern.compile("quarkus\\.redis\\.(.+\\.)?hosts");
  private static final Pattern OURS = Pattern.compile("baton\\..+\\.urls?(\\[\\d+])?");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Set<String> SCHEMES = Set.of("redis", "rediss", "unix");
  private static final Pattern DATABASE = Pattern.compile("/?\\d{0,9}");

  /** Finds it by its name, in a file of services. */
  public AddressGuard() {}

  @Override
  public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
    ConfigValue value = context.proceed(name);
    // The build asks for values as they are written, with ${} in them.
    if (value == null || value.getValue() == null || !guards(name) || !Expressions.isEnabled()) {
      return value;
    }
    boolean redis = REDIS.matcher(name).matches();
    COMMA
        .splitAsStream(value.getValue())
        .map(String::strip)
        .filter(one -> !one.isEmpty())
        .flatMap(one -> wrong(one, redis).stream())
        .findFirst()
        .ifPresent(wrong -> {
          throw new IllegalArgumentException(
              redis ? redisAddress(name, wrong) : address(name, wrong));
        });
    return value;
  }

  static boolean guards(String name) {
    return REDIS.matcher(name).matches() || OURS.matcher(name).matches();
  }

  private static String redisAddress(String name, String wrong) {
    return name
        + (name.equals("quarkus.redis.hosts") ? " (or BATON_REDIS_URL)" : "")
        + " has an address that is none of a Redis ("
        + wrong
        + "): write redis://host:6379 there and the password in quarkus.redis.password, or"
        + " redis://user:password@host:6379 with all but letters and digits of the password"
        + " percent-encoded";
  }

  private static String address(String name, String wrong) {
    return name
        + " is no address ("
        + wrong
        + "): write https://host/path, and percent-encode what doesn't belong in an address";
  }

  /** Why it is no address, in words that quote nothing of it. */
  private static Optional<String> wrong(String address, boolean redis) {
    try {
      URI uri = new URI(address);
      return redis ? wrongForRedis(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of(e.getReason());
    }
  }

  private static Optional<String> wrongForRedis(URI uri) {
    if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
      return Optional.of("it doesn't begin with redis:// or rediss://");
    }
    if (uri.getScheme().equals("unix")) {
      return Optional.empty();
    }
    if (uri.getHost() == null) {
      return Optional.of("no host can be told from it");
    }
    return DATABASE.matcher(uri.getRawPath()).matches()
        ? Optional.empty()
        : Optional.of("what follows the host is no number of a database");
  }
}
