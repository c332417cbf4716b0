package dev.baton.local;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Settings as a gateway reads them, without a gateway. */
public final class Mapped {
  private Mapped() {}

  /** A mapping of settings; what isn't given has its default. */
  public static <T> T of(Class<T> mapping, Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(mapping)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .addDefaultInterceptors()
        .withValidateUnknown(false)
        .build()
        .getConfigMapping(mapping);
  }
}
