package dev.baton.provider;

import dev.baton.sandbox.Delay;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxSettings;
import java.time.Instant;
import java.time.InstantSource;

class InProcessPortsTest extends PortsContract {
  private final Sandbox sandbox =
      new Sandbox(
          SandboxSettings.DEFAULT,
          InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")),
          Delay.real());

  @Override
  protected Ports connect() {
    return Ports.of(
        new InProcessQuotes(sandbox.pricing(), sandbox.stock(), sandbox.shipping(), sandbox.tax()),
        sandbox);
  }

  @Override
  public Sandbox sandbox() {
    return sandbox;
  }
}
