package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Port;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortSettingsTest {
  @Test
  void whatAllPortsShareHoldsUnlessAPortSaysOtherwise() {
    var config =
        config(
            Map.of(
                "baton.provider.type", "http",
                "baton.provider.url", "http://127.0.0.1:8090/sandbox/providers",
                "baton.tax.url", "https://tax.example",
                "baton.tax.timeout", "750ms",
                "baton.payment.type", "stripe"));

    assertEquals(
        URI.create("http://127.0.0.1:8090/sandbox/providers"),
        PortSettings.of(Port.PRICING, config).url());
    assertEquals(URI.create("https://tax.example"), PortSettings.of(Port.TAX, config).url());
    assertEquals(Duration.ofMillis(750), PortSettings.of(Port.TAX, config).timeout());
    assertEquals("stripe", PortSettings.of(Port.PAYMENT, config).type());
  }

  @Test
  void aPortWithoutAnAdapterIsNamedInOneSentence() {
    var fault =
        assertThrows(
            ProviderSettingException.class, () -> PortSettings.of(Port.ORDERS, config(Map.of())));

    assertEquals(
        "baton.orders.type is missing: name the adapter of the orders provider (http), or of all"
            + " with baton.provider.type.",
        fault.getMessage());
  }

  @Test
  void anHttpPortWithoutAddressIsNamedInOneSentence() {
    var config = config(Map.of("baton.tax.type", "http"));

    var fault =
        assertThrows(ProviderSettingException.class, () -> PortSettings.of(Port.TAX, config));

    assertTrue(fault.getMessage().startsWith("baton.tax.url is missing"), fault.getMessage());
  }

  @Test
  void anAddressThatIsNoneIsNamedWithWhatItLacksAndNotQuoted() {
    for (var wrong :
        Map.of(
                "me:secret@commerce.internal", "begins with neither https:// nor http://",
                "commerce.internal", "begins with neither https:// nor http://",
                "ftp://commerce.internal", "begins with neither https:// nor http://",
                "https:/commerce.internal", "has no host")
            .entrySet()) {
      for (var whose : List.of("tax", "provider")) {
        var config =
            config(Map.of("baton.tax.type", "http", "baton." + whose + ".url", wrong.getKey()));

        var fault =
            assertThrows(ProviderSettingException.class, () -> PortSettings.of(Port.TAX, config));

        assertTrue(
            fault.getMessage().startsWith("baton." + whose + ".url " + wrong.getValue()),
            fault.getMessage());
        assertFalse(fault.getMessage().contains("secret"), fault.getMessage());
      }
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    for (var wrong : Map.of("retries", "11", "concurrency", "0", "timeout", "0s").entrySet()) {
      var config =
          config(
              Map.of(
                  "baton.provider.type",
                  "sandbox",
                  "baton.tax." + wrong.getKey(),
                  wrong.getValue()));
      var fault =
          assertThrows(ProviderSettingException.class, () -> PortSettings.of(Port.TAX, config));
      assertTrue(fault.getMessage().contains("baton.tax." + wrong.getKey()), fault.getMessage());
    }
  }

  @Test
  void theTokenIsNeverPrinted() {
    var config =
        config(Map.of("baton.provider.type", "sandbox", "baton.provider.token", "very-secret"));

    assertFalse(PortSettings.of(Port.TAX, config).toString().contains("very-secret"));
  }

  private static ProviderConfig config(Map<String, String> properties) {
    var config =
        new SmallRyeConfigBuilder()
            .withMapping(ProviderConfig.Shared.class)
            .withMapping(ProviderConfig.Tax.class)
            .withMapping(ProviderConfig.Payment.class)
            .withMapping(ProviderConfig.Pricing.class)
            .withMapping(ProviderConfig.Orders.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .addDefaultInterceptors()
            .build();
    return new ProviderConfig(
        config.getConfigMapping(ProviderConfig.Shared.class),
        Map.of(
            Port.TAX, config.getConfigMapping(ProviderConfig.Tax.class),
            Port.PAYMENT, config.getConfigMapping(ProviderConfig.Payment.class),
            Port.PRICING, config.getConfigMapping(ProviderConfig.Pricing.class),
            Port.ORDERS, config.getConfigMapping(ProviderConfig.Orders.class)));
  }
}
