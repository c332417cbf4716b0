package dev.baton.k8s;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertyNamesMatcher;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings in the overlays' ConfigMaps are settings that the gateway knows. */
class SettingsTest {
  private static final PropertyNamesMatcher KNOWN =
      ConfigMappings.propertyNamesMatcher(
          new ClassFileImporter()
                  .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                  .importPackages("dev.baton")
                  .stream()
                  .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                  .map(type -> ConfigClass.configClass(type.reflect()))
                  .toList());

  /** Of no mapping. */
  private static final String BY_ITSELF = "baton.public-url";

  @ParameterizedTest
  @ValueSource(strings = {"overlays/local", "overlays/production"})
  void everyNameOfOursExists(String overlay) throws IOException {
    int seen = 0;
    for (ConfigMap map : Kustomize.build(overlay).of(ConfigMap.class)) {
      for (var file : map.getData().entrySet()) {
        if (!file.getKey().endsWith(".properties")) {
          continue;
        }
        var settings = new Properties();
        settings.load(new StringReader(file.getValue()));
        for (String name : settings.stringPropertyNames()) {
          if (name.startsWith("baton.")) {
            assertTrue(KNOWN.matches(name) || name.equals(BY_ITSELF), file.getKey() + ": " + name);
            seen++;
          } else {
            assertTrue(name.startsWith("quarkus."), file.getKey() + ": " + name);
          }
        }
      }
    }
    assertTrue(seen > 3);
    assertFalse(KNOWN.matches("baton.token.isuer"));
    assertFalse(KNOWN.matches("baton.tokens.issuer"));
  }
}
