package dev.baton.sandbox;

import dev.baton.checkout.Port;
import dev.baton.provider.PortSettings;
import dev.baton.provider.ProviderConfig;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether somebody may pay with this sandbox: this gateway, or others that it is served to. */
@ApplicationScoped
public class BankSwitch {
  private final ProviderConfig config;
  private final boolean served;

  BankSwitch(
      ProviderConfig config,
      @ConfigProperty(name = "baton.sandbox.serve", defaultValue = "false") boolean served) {
    this.config = config;
    this.served = served;
  }

  boolean isOn() {
    return served || PortSettings.of(Port.PAYMENT, config).type().equals(Sandbox.NAME);
  }
}
