package dev.baton.sandbox.served;

import dev.baton.provider.ProviderSettingException;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Whether the sandbox is served; in production that takes two settings. */
@ApplicationScoped
public class ServedSwitch {
  private final ServeConfig config;

  ServedSwitch(ServeConfig config) {
    this.config = config;
  }

  void check(@Observes StartupEvent event) {
    if (config.serve() && ConfigUtils.isProfileActive("prod") && !config.allowInProduction()) {
      throw new ProviderSettingException(
          "baton.sandbox.serve is on, which production refuses: whoever reaches this instance could"
              + " read and change the books. Set baton.sandbox.allow-in-production=true for a"
              + " demonstration.");
    }
  }

  boolean isOn() {
    return config.serve();
  }
}
