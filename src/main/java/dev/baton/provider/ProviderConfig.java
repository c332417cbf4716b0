package dev.baton.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where each port's provider is; what a port leaves out is taken from {@link #provider()}, so that
 * {@code baton.provider.type} and {@code baton.provider.url} set all of them at once.
 */
@ConfigMapping(prefix = "baton")
public interface ProviderConfig {
  /** What holds for every port that doesn't say otherwise. */
  PortConfig provider();

  PortConfig pricing();

  PortConfig inventory();

  PortConfig shipping();

  PortConfig tax();

  PortConfig payment();

  PortConfig orders();

  PortConfig screening();

  SandboxConfig sandbox();

  /** The settings of one port, {@code baton.<port>.*}. */
  interface PortConfig {
    /** The adapter: sandbox, http, or for payment stripe. */
    Optional<String> type();

    /** Where an http provider's contract is served, without a trailing slash. */
    Optional<URI> url();

    /** How long one attempt of a call may take. */
    Optional<Duration> timeout();

    /** The bearer token that the provider knows us by. */
    Optional<String> token();

    /** The name of a TLS configuration ({@code quarkus.tls.<name>.*}), for mutual TLS. */
    Optional<String> tls();

    /** How often an idempotent call is repeated after a fault, 0 or more. */
    Optional<Integer> retries();

    /** How many calls may be under way at once; what comes on top is refused. */
    Optional<Integer> concurrency();
  }

  /** What production allows of the sandbox. */
  interface SandboxConfig {
    /** Lets a production instance run on pretend providers, for a demonstration. */
    @WithDefault("false")
    boolean allowInProduction();
  }
}
