package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import dev.baton.token.Storefronts;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verifies what an identity provider says of a customer, each for the storefronts it is for. */
@Startup
@ApplicationScoped
public class Assertions {
  private final List<AssertionIssuer> issuers;

  /**
   * Of the configured issuers.
   *
   * @throws IllegalStateException when a setting can't be right
   */
  public Assertions(Settings settings, Storefronts storefronts, InstantSource clock) {
    Set<String> known =
        storefronts.all().stream().map(Storefront::id).collect(Collectors.toUnmodifiableSet());
    settings
        .issuers()
        .forEach((name, entry) ->
            AssertionIssuer.broken(name, entry, known).stream()
                .findFirst()
                .ifPresent(says -> {
                  throw new IllegalStateException(says);
                }));
    issuers =
        settings.issuers().entrySet().stream()
            .map(entry -> new AssertionIssuer(entry.getKey(), entry.getValue(), clock))
            .toList();
  }

  /** The issuers by names of the operator's choice: {@code baton.assertions.login.issuer=...}. */
  @ConfigMapping(prefix = "baton.assertions")
  public interface Settings {
    /** By name. */
    @WithParentName
    Map<String, Entry> issuers();

    /** One issuer. */
    interface Entry {
      /** The storefronts whose customers it knows. */
      Set<String> storefronts();

      /** Its {@code iss}. */
      String issuer();

      /** Where its JWKS is: a file, or an https address (http only on this machine). */
      String keys();

      /** The {@code aud} that its assertions for us have. */
      String audience();

      /** The claim that holds the customer's group. */
      @WithDefault("customer_group")
      String groupClaim();
    }
  }

  /** Who the customer is. */
  record Verified(String id, @Nullable String group) {
    @Override
    public String toString() {
      return "Verified[redacted]";
    }
  }

  /**
   * The customer whom an issuer of this storefront vouches for; else refused with {@code
   * assertion-refused}.
   *
   * @throws AssertionKeysException when an issuer's keys can't be had, so that nobody can tell
   */
  Verified verify(String assertion, String storefront, String pointer) {
    return issuers.stream()
        .filter(issuer -> issuer.isFor(storefront))
        .map(issuer -> issuer.verify(assertion))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() ->
            RefusedException.at(
                ProblemType.ASSERTION_REFUSED,
                pointer,
                "No issuer of this storefront vouches for this assertion now."));
  }
}
