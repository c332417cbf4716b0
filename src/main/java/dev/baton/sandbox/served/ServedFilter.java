package dev.baton.sandbox.served;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Hides the served sandbox unless it is asked for. */
@Provider
@Served
public class ServedFilter implements ContainerRequestFilter {
  /** Filters are made while the application is built, when it has no settings yet: a proxy. */
  private final ServedSwitch served;

  ServedFilter(ServedSwitch served) {
    this.served = served;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!served.isOn()) {
      throw new NotFoundException();
    }
  }
}
