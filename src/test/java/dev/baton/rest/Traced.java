package dev.baton.rest;

import java.util.Map;

/** The gateway with its providers behind the http adapters, and every call traced. */
public final class Traced extends OverHttp {
  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = super.getConfigOverrides();
    settings.put("quarkus.otel.sdk.disabled", "false");
    settings.put("quarkus.otel.traces.exporter", "none");
    settings.put("baton.tracing.ratio", "1");
    return settings;
  }
}
