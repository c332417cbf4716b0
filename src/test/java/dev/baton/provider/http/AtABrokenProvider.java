package dev.baton.provider.http;

import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test with a broken provider of its own: what one gave up on may still arrive later. */
abstract class AtABrokenProvider {
  /** The register's entry of checkout c-1, of which nothing is known. */
  static final String NONE = "{\"checkout\":\"c-1\",\"state\":\"none\",\"barred\":[]}";

  BrokenProvider provider;
  @Inject TlsConfigurationRegistry tls;

  @BeforeEach
  void start() {
    provider = new BrokenProvider(tls);
  }

  @AfterEach
  void stop() {
    provider.close();
  }
}
