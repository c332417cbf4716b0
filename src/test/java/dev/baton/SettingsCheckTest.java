package dev.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.baton.observability.Finding;
import dev.baton.observability.Finding.Level;
import dev.baton.provider.ProviderConfig;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
  private static Finding only(String name, boolean production) {
    List<Finding> findings = SettingsCheck.findings(Set.of(name), production);
    assertEquals(1, findings.size(), findings::toString);
    return findings.getFirst();
  }

  @Test
  void everyMappingIsLookedAt() {
    Set<String> mappings =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.baton")
                .stream()
                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    assertEquals(
        mappings, SettingsCheck.MAPPINGS.stream().map(Class::getName).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baton.token.clock-skew",
        "baton.public-url",
        "baton.doctor",
        "baton.fault.clock",
        "baton.storefronts.\"demo\".origins",
        "baton.storefronts.demo.hold-policy",
        "baton.resume.addresses.\"demo\"",
        "baton.webhook.secrets[1]",
        "BATON_TOKEN_CLOCK_SKEW",
        "BATON_REDIS_URL",
        "BATON_STOREFRONTS__SHOP__ORIGINS",
        "BATON_STOREFRONTS_SHOP_ORIGINS",
        "BATON_STOREFRONTS__SHOP__ORIGINS_0_",
        "BATON_WEBHOOK_SECRETS_0_",
        "BATON_RESUME_ADDRESSES__SHOP_",
        "BATON_ASSERTIONS_LOGIN_GROUP_CLAIM",
        "BATON_EVENTS__BOOKS__SECRET",
        "BATON_SANDBOX_WEBHOOK_URLS",
        // What Kubernetes adds by itself.
        "BATON_SERVICE_HOST",
        "BATON_SERVICE_PORT_HTTP",
        "BATON_PORT",
        "BATON_PORT_80_TCP_ADDR",
        "BATON_VALKEY_PORT_6379_TCP"
      })
  void whatIsReadIsPassedOver(String name) {
    assertEquals(Level.OK, only(name, true).level(), name);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "baton.token.lfe, baton.token.life",
        "baton.tokn.life, baton.token.life",
        "baton.token.clock.skew, baton.token.clock-skew",
        "baton.storefronts.\"demo\".orgins, baton.storefronts.\"id\".origins",
        "baton.checkout.units-per-lien, baton.checkout.units-per-line",
        "BATON_TOKEN_KEYZ, BATON_TOKEN_KEYS",
        "BATON_TOKENKEYS, BATON_TOKEN_KEYS",
        "BATON_STOREFRONTS__SHOP__ORGINS, BATON_STOREFRONTS__ID__ORIGINS",
        "BATON_CHECKOUT_UNITSPERLINE, BATON_CHECKOUT_UNITS_PER_LINE",
        "BATON_PROVIDERS_URL, BATON_PROVIDER_URL"
      })
  void whatIsMisspeltIsNamedWithTheNearest(String name, String nearest) {
    Finding finding = only(name, true);
    assertEquals(Level.PROBLEM, finding.level());
    assertTrue(finding.says().startsWith(name + " is read by nothing"), finding::says);
    assertTrue(finding.says().endsWith(" " + nearest), finding::says);
    assertEquals(Level.WARNING, only(name, false).level());
  }

  @ParameterizedTest
  @ValueSource(strings = {"baton.fault.x", "BATON_FAULT_HALTAT", "baton.falt.clock"})
  void productionIsNotLedToFaults(String name) {
    String says = only(name, true).says();
    assertFalse(says.contains("baton.fault.clock") || says.contains("HALT_AT"), says);
    assertTrue(only(name, false).says().contains(" correct it to "), says);
  }

  @Test
  void whatTheReadmeNamesIsReadAndNoPartOfTheSettingsIsMissing() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Set<String> named = new TreeSet<>();
    Pattern.compile("BATON_[A-Z0-9_]+|`(baton\\.[a-z-]+(?:\\.\"?[a-z-]+\"?)+)[`=]")
        .matcher(readme)
        .results()
        .map(found -> found.group(1) == null ? found.group() : found.group(1))
        .forEach(named::add);
    assertTrue(named.size() > 30, named::toString);
    List<Finding> findings = SettingsCheck.findings(named, true);
    assertEquals(Level.OK, findings.getFirst().level(), findings::toString);
    // Faults are for tests alone; ports are named together.
    for (Class<?> mapping : SettingsCheck.MAPPINGS) {
      String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
      boolean port = mapping.getName().startsWith(ProviderConfig.class.getName());
      assertTrue(
          port || prefix.equals("baton.fault") || readme.contains("`" + prefix + "."), prefix);
    }
  }
}
