package dev.baton.token;

import dev.baton.checkout.HoldPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The storefronts by their ids: {@code baton.storefronts."demo".currencies=EUR,USD}. */
@ConfigMapping(prefix = "baton.storefronts")
public interface StorefrontConfig {
  /** By id, which is the {@code aud} of its tokens. */
  @WithParentName
  Map<String, Entry> storefronts();

  /** One storefront; see {@link dev.baton.checkout.Storefront} for what each setting does. */
  interface Entry {
    /** Browser origins that may send its tokens: scheme, host and, if not the usual one, port. */
    Set<String> origins();

    /** Absolute addresses that those of a return must begin with; the origins when absent. */
    Optional<Set<String>> returnAddresses();

    /** ISO 4217. */
    Set<String> currencies();

    /** ISO 3166-1 alpha-2. */
    Set<String> countries();

    /** Countries where prices are shown without tax. */
    Optional<Set<String>> taxExcludedIn();

    /** Names that set-attribute accepts. */
    Optional<Set<String>> attributes();

    /** Refuses every token issued earlier. */
    Optional<Instant> notBefore();

    /** When its checkouts hold stock: at-payment, at-shipping, explicit or scarce-first. */
    @WithDefault("at-payment")
    HoldPolicy holdPolicy();
  }
}
