package dev.baton.sandbox;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Hides the sandbox's bank from gateways that have nothing to do with it. */
@Provider
@BankPage
public class BankFilter implements ContainerRequestFilter {
  /** Filters are made while the application is built, when it has no settings yet: a proxy. */
  private final BankSwitch bank;

  BankFilter(BankSwitch bank) {
    this.bank = bank;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!bank.isOn()) {
      throw new NotFoundException();
    }
  }
}
